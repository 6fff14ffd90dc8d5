// Purpose: the changes that the reader may see and that are planned, under way or were made at some instant of a range, those that
// begin first first. What is not begun counts by its window, what is or was by when it really began and ended. Nobody knows when one that is
// under way after its window, or without one, ends, so that it is in ranges after now too.
// Parameters: planned (the states before it is begun), from, to, now, types, riskLevels, teamIds, organisationIds, ciIds (each null for all), limit,
// v. Index: change_state_window, change_state_actual, change_actual_time.
// Row: id, startsAt, endsAt (null while it is under way after the end of its window, or without one).
CALL () {
  MATCH (c:Change)
  USING INDEX c:Change(state, plannedTo, plannedFrom)
  WHERE c.state IN $planned AND c.plannedTo > $from AND c.plannedFrom < $to
  RETURN c, c.plannedFrom AS startsAt, c.plannedTo AS endsAt
  UNION ALL
  MATCH (c:Change)
  USING INDEX c:Change(state, actualFrom)
  WHERE c.state = 'IMPLEMENTING' AND c.actualFrom < $to
    AND (c.plannedTo IS NULL OR c.plannedTo <= $now OR c.plannedTo > $from)
  RETURN c, c.actualFrom AS startsAt, CASE WHEN c.plannedTo > $now THEN c.plannedTo END AS endsAt
  UNION ALL
  MATCH (c:Change)
  USING INDEX c:Change(actualTo, actualFrom)
  WHERE c.actualTo > $from AND c.actualFrom < $to
  RETURN c, c.actualFrom AS startsAt, c.actualTo AS endsAt
}
WITH c, startsAt, endsAt
WHERE ($types IS NULL OR c.type IN $types)
  AND ($riskLevels IS NULL OR c.riskLevel IN $riskLevels)
  AND ($teamIds IS NULL OR c.teamId IN $teamIds)
  AND ($organisationIds IS NULL OR c.organisationId IN $organisationIds)
  AND ($ciIds IS NULL OR EXISTS { MATCH (c)-[:AFFECTS]->(ci:ConfigurationItem) WHERE ci.id IN $ciIds })
  AND $$visible(c)$$
RETURN c.id AS id, startsAt, endsAt
ORDER BY startsAt, endsAt, id LIMIT $limit
