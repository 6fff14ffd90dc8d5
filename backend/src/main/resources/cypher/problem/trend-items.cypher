// Purpose: those of the configuration items that are visible, with their classes.
// Parameters: ids, v. Index: ci_id. Row: id, classKey.
UNWIND $ids AS id
MATCH (ci:ConfigurationItem {id: id})
WHERE $$visible(ci)$$
RETURN ci.id AS id, ci.classKey AS classKey
