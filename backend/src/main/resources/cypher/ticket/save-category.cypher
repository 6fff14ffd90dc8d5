// Purpose: creates or changes a category; the unique name within its parent and kind refuses a second one.
// Parameters: id, kindLabel, properties. Index: entity_id. Row: none.
MERGE (c:Entity {id: $id})
SET c:TicketCategory, c:$($kindLabel), c += $properties
