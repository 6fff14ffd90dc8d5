// Purpose: one dead letter.
// Parameters: id. Index: entity_id. Row: letter.
MATCH (d:Entity {id: $id})
WHERE d:DeadLetter
RETURN d AS letter
