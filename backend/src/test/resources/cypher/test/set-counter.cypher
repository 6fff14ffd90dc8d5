// Purpose: overwrites a counter with what the caller worked out.
// Parameters: id, value. Index: entity_id. Row: none.
MATCH (c:Entity {id: $id})
SET c.value = $value
