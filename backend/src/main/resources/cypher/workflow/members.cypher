// Purpose: the active members of teams, to say who could approve; at most 100 of each.
// Parameters: ids. Index: entity_id. Row: teamId, personIds.
UNWIND $ids AS id
MATCH (t:Entity {id: id}) WHERE t:Team
RETURN t.id AS teamId,
  COLLECT {
    MATCH (p:Person)-[:MEMBER_OF]->(t) WHERE p.active
    RETURN p.id ORDER BY p.id LIMIT 100
  } AS personIds
