// Purpose: which of the changes that count for figures were followed by visible incidents, on visible items of theirs or ones that depend on these.
// Parameters: from, to, teamIds, types, templateIds, serviceOfferingIds, organisationIds, v (see the macro figured-change), notImplemented,
// reportedFrom, reportedTo (excluded: between them incidents are looked for), days (for which one counts after the work), looked (incidents that are looked
// at, the newest), limit (pairs that are told). Index: incident_reported_at.
// Row: complete, changes, incidents (how many), nearest (changeId, incidentId, distance, apart in seconds).
MATCH (i:Incident)
WHERE i.reportedAt >= $reportedFrom AND i.reportedAt < $reportedTo AND i.id IS NOT NULL AND i.state <> 'CANCELLED' AND $$visible(i)$$
WITH i ORDER BY i.reportedAt DESC, i.id DESC LIMIT $looked + 1
WITH collect(i) AS newest
WITH newest[..$looked] AS followers, size(newest) <= $looked AS complete
CALL (followers) {
  UNWIND followers AS i
  MATCH (i)-[:AFFECTS]->(ci:ConfigurationItem)
  WHERE $$visible(ci)$$
  MATCH (ci)-[failures:FAILS_WITH]->{0,2}(changed:ConfigurationItem)
  WHERE $$visible(changed)$$
  WITH i, changed, min(size(failures)) AS distance
  MATCH (changed)<-[:AFFECTS]-(c:Change)
  WHERE $$figured-change(c)$$
    AND c.outcome <> $notImplemented
    AND c.actualFrom <= i.reportedAt
    AND i.reportedAt < c.actualTo + duration({days: $days})
    AND NOT EXISTS { (c)-[:RESOLVES]->(i) }
  WITH c, i, min(distance) AS distance
  WITH c, i, distance,
    CASE WHEN i.reportedAt < c.actualTo THEN 0 ELSE i.reportedAt.epochSeconds - c.actualTo.epochSeconds END AS apart
  ORDER BY distance, apart, c.id, i.id
  RETURN count(DISTINCT c) AS changes, count(DISTINCT i) AS incidents,
    collect({changeId: c.id, incidentId: i.id, distance: distance, apart: apart})[..$limit] AS nearest
}
RETURN complete, changes, incidents, nearest
