// Purpose: the changes of some states that are planned while others are, and that touch one of some configuration items or are
// implemented by one of some people; visible or not. Windows that are no longer than most end before most that overlap could end, so that
// of the others, which all end later, only the few that are marked as long are looked at.
// Parameters: windows (id, from, to, latest (to, and as long as most windows are) of each), states, ciIds, personIds, limit.
// Index: change_state_window, change_long_window.
// Row: askedId, id, plannedFrom, plannedTo, implementerIds, ciIds (those of the given ones that it touches).
UNWIND $windows AS asked
CALL (asked) {
  MATCH (c:Change)
  USING INDEX c:Change(state, plannedTo, plannedFrom)
  WHERE c.state IN $states AND c.plannedTo > asked.from AND c.plannedTo < asked.latest AND c.plannedFrom < asked.to
  RETURN c
  UNION ALL
  MATCH (c:Change)
  USING INDEX c:Change(longWindow, state, plannedTo, plannedFrom)
  WHERE c.longWindow = true AND c.state IN $states AND c.plannedTo >= asked.latest AND c.plannedFrom < asked.to
  RETURN c
}
WITH asked, c
WHERE c.id <> asked.id
WITH asked, c, COLLECT {
  MATCH (c)-[:AFFECTS]->(ci:ConfigurationItem) WHERE ci.id IN $ciIds
  RETURN ci.id
} AS ciIds
WHERE size(ciIds) > 0 OR any(personId IN c.implementerIds WHERE personId IN $personIds)
RETURN asked.id AS askedId, c.id AS id, c.plannedFrom AS plannedFrom, c.plannedTo AS plannedTo,
  c.implementerIds AS implementerIds, ciIds
LIMIT $limit
