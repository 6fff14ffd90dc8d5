// Purpose: the releases that the reader may see and that become effective in a range, the first first; those that were cancelled are left out. A CI
// counts if the release or a change in it that the reader may see affects it.
// Parameters: from, to, ciIds, teamIds, organisationIds (each null for all), limit, v. Index: release_effective_from. Row: id.
MATCH (r:Release)
USING INDEX r:Release(effectiveFrom, id)
WHERE r.effectiveFrom >= $from AND r.effectiveFrom < $to AND r.id IS NOT NULL
  AND r.state <> 'CANCELLED' AND $$visible(r)$$
  AND ($teamIds IS NULL OR r.teamId IN $teamIds)
  AND ($organisationIds IS NULL OR r.organisationId IN $organisationIds)
  AND ($ciIds IS NULL OR EXISTS {
    MATCH (r)-[:DELIVERS]->{0,1}(t)-[:AFFECTS]->(ci:ConfigurationItem)
    WHERE ci.id IN $ciIds AND (t = r OR (t:Change AND $$visible(t)$$))
  })
RETURN r.id AS id
ORDER BY r.effectiveFrom, r.id LIMIT $limit
