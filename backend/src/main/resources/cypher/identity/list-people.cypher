// Purpose: a part of the people in reach of the reader, by name: those of the reader's organisations and teams, of
// the organisations for which one of these teams is the service desk and those below, and the reader.
// Parameters: v (from Visibility.parameters()), after, text, active, organisationId, teamId, limit. Index:
// person_sort_key. Row: person.
MATCH (p:Person)
WHERE p.sortKey > $after AND p.origin <> 'SYSTEM'
  AND ($v.everything OR p.id = $v.person OR p.organisationId IN $v.organisations
    OR EXISTS { MATCH (p)-[:MEMBER_OF]->(shared:Team) WHERE shared.id IN $v.teams }
    OR EXISTS { MATCH (p)-[:BELONGS_TO]->(:Organisation)-[:PART_OF_ORGANISATION*0..]->(served:Organisation)
                WHERE served.serviceDeskTeamId IN $v.teams })
  AND ($text IS NULL OR p.searchText CONTAINS $text)
  AND ($active IS NULL OR p.active = $active)
  AND ($organisationId IS NULL OR p.organisationId = $organisationId)
  AND ($teamId IS NULL OR EXISTS { (p)-[:MEMBER_OF]->(:Team {id: $teamId}) })
RETURN p AS person
ORDER BY p.sortKey LIMIT $limit
