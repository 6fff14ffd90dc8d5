// Purpose: whether the person # is in reach of the reader, as in-reach says it, and belongs to a list of people. For statements that
// have found the groups whose members are in reach: planning in-reach at each of five places took the planner seconds.
// Parameters: v (from Visibility.parameters()), text, active, organisationId, teamId; what is null holds for everybody. Variable: groups.
(
  #.origin <> 'SYSTEM'
  AND ($text IS NULL OR #.searchText CONTAINS $text)
  AND ($active IS NULL OR #.active = $active)
  AND ($organisationId IS NULL OR #.organisationId = $organisationId)
  AND ($teamId IS NULL OR EXISTS { (#)-[:MEMBER_OF]->(:Team {id: $teamId}) })
  AND (
    $v.everything
    OR #.id = $v.person
    OR #.organisationId IN $v.organisations
    OR EXISTS { MATCH (#)-[:BELONGS_TO|MEMBER_OF]->(g) WHERE g IN groups }
  )
)
