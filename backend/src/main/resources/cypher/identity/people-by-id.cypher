// Purpose: people by id, for whoever shows a record that names them.
// Parameters: ids. Index: entity_id. Row: person.
MATCH (p:Entity)
USING INDEX p:Entity(id)
WHERE p.id IN $ids AND p:Person
RETURN p AS person
