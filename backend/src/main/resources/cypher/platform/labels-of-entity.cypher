// Purpose: of which type the entity with this id is, before its own capability reads it.
// Parameters: id. Index: entity_id. Row: labels.
MATCH (e:Entity {id: $id})
RETURN labels(e) AS labels
