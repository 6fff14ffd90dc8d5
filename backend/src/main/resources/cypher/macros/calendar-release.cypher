// Purpose: whether the release # is one that the calendar is asked for and the reader may see. A CI counts if the release or a change in it that the reader
// may see affects it.
// Parameters: ciIds, teamIds, organisationIds (each null for all), v.
(
  $$visible(#)$$
  AND ($teamIds IS NULL OR #.teamId IN $teamIds)
  AND ($organisationIds IS NULL OR #.organisationId IN $organisationIds)
  AND ($ciIds IS NULL OR EXISTS {
    MATCH (#)-[:DELIVERS]->{0,1}(t)-[:AFFECTS]->(ci:ConfigurationItem)
    WHERE ci.id IN $ciIds AND (t = # OR (t:Change AND $$visible(t)$$))
  })
)
