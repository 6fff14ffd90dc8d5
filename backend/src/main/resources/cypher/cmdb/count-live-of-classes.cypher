// Purpose: how many CIs of some classes there are that the reader may see and that are not retired.
// Parameters: classKeys, v. Index: ci_class_key. Row: count.
MATCH (ci:ConfigurationItem)
WHERE ci.classKey IN $classKeys AND ci.lifecycle <> 'RETIRED' AND $$visible(ci)$$
RETURN count(ci) AS count
