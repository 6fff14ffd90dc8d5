// Purpose: hold reasons and resolution codes by id.
// Parameters: ids. Index: entity_id. Row: choice.
UNWIND $ids AS id
MATCH (c:Entity {id: id}) WHERE c:TicketChoice
RETURN c AS choice
