// Purpose: categories by id.
// Parameters: ids. Index: entity_id. Row: category.
UNWIND $ids AS id
MATCH (c:Entity {id: id}) WHERE c:TicketCategory
RETURN c AS category
