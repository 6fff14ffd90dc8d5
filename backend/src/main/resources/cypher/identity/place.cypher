// Purpose: where a person belongs: organisations below and above, active teams. Read for every request.
// Parameters: id. Index: entity_id. Row: id, displayName, active, organisationId,
// clearanceLevel, below, above, teamIds.
MATCH (p:Entity {id: $id}) WHERE p:Person
RETURN p.id AS id, p.displayName AS displayName, p.active AS active, p.organisationId AS organisationId,
  p.clearanceLevel AS clearanceLevel,
  COLLECT { MATCH (p)-[:BELONGS_TO]->(:Organisation)<-[:PART_OF_ORGANISATION*0..]-(below:Organisation)
            RETURN DISTINCT below.id } AS below,
  COLLECT { MATCH (p)-[:BELONGS_TO]->(:Organisation)-[:PART_OF_ORGANISATION*0..]->(above:Organisation)
            RETURN DISTINCT above.id } AS above,
  COLLECT { MATCH (p)-[:MEMBER_OF]->(team:Team) WHERE team.active RETURN team.id } AS teamIds
