// Purpose: the changes of some configuration items that were under way at some instant of several times and were not given up
// unmade; visible or not.
// Parameters: times (from, to of each), ciIds, limit. Index: change_actual_time, change_state_actual.
// Row: id, actualFrom, actualTo (null while it is under way), ciIds (those of the given ones that it touches).
UNWIND $times AS time
CALL (time) {
  MATCH (c:Change)
  USING INDEX c:Change(actualTo, actualFrom)
  WHERE c.actualTo >= time.from AND c.actualFrom < time.to
  RETURN c
  UNION ALL
  MATCH (c:Change)
  USING INDEX c:Change(state, actualFrom)
  WHERE c.state = 'IMPLEMENTING' AND c.actualFrom < time.to
  RETURN c
}
WITH DISTINCT c
WHERE c.outcome IS NULL OR c.outcome <> 'NOT_IMPLEMENTED'
WITH c, COLLECT {
  MATCH (c)-[:AFFECTS]->(ci:ConfigurationItem) WHERE ci.id IN $ciIds
  RETURN ci.id
} AS ciIds
WHERE size(ciIds) > 0
RETURN c.id AS id, c.actualFrom AS actualFrom, c.actualTo AS actualTo, ciIds
LIMIT $limit
