// Purpose: the redundancy groups with these keys.
// Parameters: keys. Index: redundancy_group_key. Row: node.
UNWIND $keys AS key
MATCH (g:RedundancyGroup {key: key})
RETURN g AS node
