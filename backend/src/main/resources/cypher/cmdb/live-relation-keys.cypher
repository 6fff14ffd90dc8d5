// Purpose: which of these relations exist already.
// Parameters: keys. Index: ci_relation_key. Row: key, id.
UNWIND $keys AS key
MATCH (r:CiRelation {key: key})
RETURN r.key AS key, r.id AS id
