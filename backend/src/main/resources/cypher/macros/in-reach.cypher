// Purpose: whether the person # is in reach of the reader: the reader, and those of the reader's organisations and teams and of
// the organisations for which one of these teams is the service desk and all below. Never null: somebody may belong to no
// organisation, such as a service account or who was erased.
// Parameters: v, from Visibility.parameters().
coalesce(
  $v.everything
  OR #.id = $v.person
  OR #.organisationId IN $v.organisations
  OR EXISTS { MATCH (#)-[:MEMBER_OF]->(shared:Team) WHERE shared.id IN $v.teams }
  OR EXISTS {
    MATCH (#)-[:BELONGS_TO]->(:Organisation)-[:PART_OF_ORGANISATION*0..]->(served:Organisation)
    WHERE served.serviceDeskTeamId IN $v.teams
  },
  false
)
