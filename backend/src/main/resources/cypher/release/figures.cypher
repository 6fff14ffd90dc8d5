// Purpose: how the releases came out that were closed or rolled back in a range and that the reader may see.
// Parameters: from, to (excluded), teamIds, serviceOfferingIds, organisationIds (each null for all), v. Index: release_closed, release_rolled_back.
// Row: closed, rolledBack, withIncidents (an incident is linked that the reader may see).
CALL () {
  MATCH (r:Release)
  USING INDEX r:Release(state, closedAt)
  WHERE r.state = 'CLOSED' AND r.closedAt >= $from AND r.closedAt < $to
  RETURN r
  UNION ALL
  MATCH (r:Release)
  USING INDEX r:Release(state, rolledBackAt)
  WHERE r.state = 'ROLLED_BACK' AND r.rolledBackAt >= $from AND r.rolledBackAt < $to
  RETURN r
}
WITH r
WHERE ($teamIds IS NULL OR r.teamId IN $teamIds)
  AND ($serviceOfferingIds IS NULL OR r.serviceOfferingId IN $serviceOfferingIds)
  AND ($organisationIds IS NULL OR r.organisationId IN $organisationIds)
  AND $$visible(r)$$
WITH r.state AS state, EXISTS { MATCH (r)-[:FOLLOWED_BY]->(i:Incident) WHERE $$visible(i)$$ } AS followed
RETURN sum(CASE state WHEN 'CLOSED' THEN 1 ELSE 0 END) AS closed, sum(CASE state WHEN 'ROLLED_BACK' THEN 1 ELSE 0 END) AS rolledBack,
  sum(CASE WHEN followed THEN 1 ELSE 0 END) AS withIncidents
