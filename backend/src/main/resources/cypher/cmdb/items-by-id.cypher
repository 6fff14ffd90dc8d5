// Purpose: the configuration items of these ids that the reader may see.
// Parameters: ids, v. Index: ci_id. Row: node.
UNWIND $ids AS id
MATCH (ci:ConfigurationItem {id: id})
WHERE $$visible(ci)$$
RETURN ci AS node
