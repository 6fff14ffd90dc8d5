// Purpose: whether a person is a member of a team.
// Parameters: personId, teamId. Index: entity_id. Row: id.
MATCH (p:Entity {id: $personId})-[:MEMBER_OF]->(t:Team {id: $teamId})
RETURN p.id AS id
