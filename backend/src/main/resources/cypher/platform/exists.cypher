// Purpose: whether an entity has this id, to learn whether a transaction was committed.
// Parameters: id. Index: entity_id. Row: id.
MATCH (e:Entity {id: $id})
RETURN e.id AS id
