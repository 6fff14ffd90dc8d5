// Purpose: writes what an incident has become, under its lock; a null takes the property away.
// Parameters: id, properties. Index: entity_id. Row: none.
MATCH (i:Entity {id: $id}) WHERE i:Incident
SET i += $properties
