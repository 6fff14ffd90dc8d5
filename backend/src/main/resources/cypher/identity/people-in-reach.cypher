// Purpose: those of some people who are in reach of the reader, as list-people has it.
// Parameters: ids, v (from Visibility.parameters()). Index: entity_id. Row: person.
MATCH (p:Entity)
USING INDEX p:Entity(id)
WHERE p.id IN $ids AND p:Person
  AND ($v.everything OR p.id = $v.person OR p.organisationId IN $v.organisations
    OR EXISTS { MATCH (p)-[:MEMBER_OF]->(shared:Team) WHERE shared.id IN $v.teams }
    OR EXISTS { MATCH (p)-[:BELONGS_TO]->(:Organisation)-[:PART_OF_ORGANISATION*0..]->(served:Organisation)
                WHERE served.serviceDeskTeamId IN $v.teams })
RETURN p AS person
