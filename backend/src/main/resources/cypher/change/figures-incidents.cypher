// Purpose: which of the changes that count for figures were followed by visible incidents, on visible items of theirs or ones that depend on these.
// Starts from the changes and reads the incidents of each item that they reach once.
// Parameters: from, to, teamIds, types, templateIds, serviceOfferingIds, organisationIds, v (see the macro figured-change), notImplemented,
// days (for which an incident counts after the work), looked (incidents on these items meanwhile that are looked at, the newest), followed (pairs that are
// counted), limit (pairs that are told). Index: change_closed.
// Row: complete, changes, incidents (how many), nearest (changeId, incidentId, distance, apart in seconds).
CALL () {
  MATCH (c:Change)
  USING INDEX c:Change(state, closedAt)
  WHERE $$figured-change(c)$$ AND c.outcome <> $notImplemented
  MATCH (c)-[:AFFECTS]->(changed:ConfigurationItem)
  WITH changed, c, c.actualFrom AS began, c.actualTo + duration({days: $days}) AS until
  WITH changed, collect({change: c, began: began, until: until}) AS made, min(began) AS began, max(until) AS until
  WHERE $$visible(changed)$$
  MATCH (changed)<-[failures:FAILS_WITH]-{0,2}(ci:ConfigurationItem)
  WITH changed, made, began, until, ci, min(size(failures)) AS distance
  WITH ci, collect({made: made, distance: distance}) AS reached, min(began) AS began, max(until) AS until
  WHERE $$visible(ci)$$
  MATCH (ci)<-[:AFFECTS]-(i:Incident)
  WHERE i.reportedAt >= began AND i.reportedAt < until
    AND i.id IS NOT NULL AND i.state <> 'CANCELLED' AND $$visible(i)$$
  WITH i, collect(reached) AS reached
  ORDER BY i.reportedAt DESC, i.id DESC
  LIMIT $looked + 1
  RETURN collect({incident: i, reportedAt: i.reportedAt, reached: reached}) AS newest
}
WITH newest[..$looked] AS followers, size(newest) <= $looked AS complete
CALL (followers) {
  UNWIND followers AS follower
  UNWIND follower.reached AS ofItem
  UNWIND ofItem AS near
  UNWIND near.made AS made
  WITH follower.incident AS i, follower.reportedAt AS reportedAt, near.distance AS distance, made
  WHERE made.began <= reportedAt AND reportedAt < made.until
  WITH i, distance, made.change AS c
  WHERE NOT EXISTS { (c)-[:RESOLVES]->(i) }
  WITH c, i, min(distance) AS distance
  WITH c, i, distance,
    CASE WHEN i.reportedAt < c.actualTo THEN 0 ELSE i.reportedAt.epochSeconds - c.actualTo.epochSeconds END AS apart
  ORDER BY distance, apart, c.id, i.id
  LIMIT $followed + 1
  WITH collect({change: c, incident: i, distance: distance, apart: apart})[..$followed] AS pairs, count(*) <= $followed AS counted
  CALL (pairs) {
    UNWIND pairs AS pair
    RETURN count(DISTINCT pair.change) AS changes, count(DISTINCT pair.incident) AS incidents
  }
  RETURN counted, changes, incidents, [pair IN pairs[..$limit] |
      {changeId: pair.change.id, incidentId: pair.incident.id, distance: pair.distance, apart: pair.apart}] AS nearest
}
RETURN complete AND counted AS complete, changes, incidents, nearest
