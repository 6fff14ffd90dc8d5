// Purpose: a file that is attached to something.
// Parameters: id. Index: entity_id. Row: node, or none.
MATCH (a:Entity {id: $id})
WHERE a:Attachment AND a.recordId IS NOT NULL
RETURN a AS node
