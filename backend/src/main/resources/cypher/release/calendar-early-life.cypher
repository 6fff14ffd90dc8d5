// Purpose: the releases that the reader may see and that are or were watched in a range, those that begin first first. A CI counts if the
// release or a change in it that the reader may see affects it.
// A release that was rolled back was watched until then.
// Parameters: from, to, ciIds, teamIds, organisationIds (each null for all), limit, v. Index: release_early_life. Row: id.
MATCH (r:Release)
USING INDEX r:Release(earlyLifeUntil, availableAt)
WHERE r.earlyLifeUntil > $from AND r.availableAt < $to AND (r.rolledBackAt IS NULL OR r.rolledBackAt > $from) AND $$visible(r)$$
  AND ($teamIds IS NULL OR r.teamId IN $teamIds)
  AND ($organisationIds IS NULL OR r.organisationId IN $organisationIds)
  AND ($ciIds IS NULL OR EXISTS {
    MATCH (r)-[:DELIVERS]->{0,1}(t)-[:AFFECTS]->(ci:ConfigurationItem)
    WHERE ci.id IN $ciIds AND (t = r OR (t:Change AND $$visible(t)$$))
  })
RETURN r.id AS id
ORDER BY r.availableAt, r.earlyLifeUntil, r.id LIMIT $limit
