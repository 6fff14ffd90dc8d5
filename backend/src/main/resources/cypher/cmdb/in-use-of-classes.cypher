// Purpose: which of the configuration items are of some classes and in use and seen by the reader, and how critical each of them is.
// Parameters: ids, classKeys, v (from Visibility.parameters()). Index: ci_id. Row: id, criticality.
UNWIND $ids AS id
MATCH (ci:ConfigurationItem {id: id})
WHERE ci.classKey IN $classKeys AND ci.lifecycle IN ['LIVE', 'RETIRING'] AND $$visible(ci)$$
RETURN ci.id AS id, ci.criticality AS criticality
