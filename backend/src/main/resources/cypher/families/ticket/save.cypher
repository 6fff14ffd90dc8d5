// Purpose: writes what a ticket has become, under its lock; a null takes the property away.
// Parameters: id, properties. Index: entity_id. Row: none.
MATCH (t:Entity {id: $id}) WHERE t:$$Ticket$$
SET t += $properties
