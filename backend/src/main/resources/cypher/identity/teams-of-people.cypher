// Purpose: the teams of several people at once.
// Parameters: ids. Index: entity_id. Row: personId, team.
MATCH (p:Entity)-[:MEMBER_OF]->(t:Team)
USING INDEX p:Entity(id)
WHERE p.id IN $ids
RETURN p.id AS personId, t AS team
ORDER BY t.sortKey
