// Purpose: those of the tickets that exist and are visible.
// Parameters: ids, v. Index: entity_id. Row: ticket.
UNWIND $ids AS id
MATCH (t:Entity {id: id}) WHERE t:$$Ticket$$ AND $$visible(t)$$
RETURN t AS ticket
