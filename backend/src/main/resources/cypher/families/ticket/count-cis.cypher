// Purpose: how many configuration items a ticket concerns.
// Parameters: id. Index: entity_id. Row: count.
MATCH (t:Entity {id: $id}) WHERE t:$$Ticket$$
RETURN count { (t)-[:AFFECTS]->() } AS count
