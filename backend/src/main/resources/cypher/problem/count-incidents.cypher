// Purpose: how many incidents a problem causes.
// Parameters: id. Index: entity_id. Row: count.
MATCH (p:Entity {id: $id}) WHERE p:Problem
RETURN count { (p)<-[:CAUSED_BY]-() } AS count
