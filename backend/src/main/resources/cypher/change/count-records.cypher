// Purpose: how many incidents and problems a change is to resolve.
// Parameters: id. Index: entity_id. Row: count.
MATCH (c:Entity {id: $id}) WHERE c:Change
RETURN count { (c)-[:RESOLVES]->() } AS count
