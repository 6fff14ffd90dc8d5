// Purpose: whether a change is to resolve a visible incident of one of some priorities.
// Parameters: id, priorities, v. Index: entity_id. Row: found.
MATCH (c:Entity {id: $id}) WHERE c:Change
RETURN EXISTS {
  MATCH (c)-[:RESOLVES]->(i:Incident)
  WHERE i.priority IN $priorities AND $$visible(i)$$
} AS found
