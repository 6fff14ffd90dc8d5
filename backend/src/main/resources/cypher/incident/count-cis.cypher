// Purpose: how many configuration items an incident concerns.
// Parameters: id. Index: entity_id. Row: count.
MATCH (i:Entity {id: $id}) WHERE i:Incident
RETURN count { (i)-[:AFFECTS]->() } AS count
