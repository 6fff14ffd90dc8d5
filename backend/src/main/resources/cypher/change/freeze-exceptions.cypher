// Purpose: the exceptions from freezes that were asked for changes, the newest 20 of each, with whether they are for the window and the items
// that the change has, and who has authorised it.
// Parameters: changeIds. Index: freeze_exception_change, change_id. Row: exception, stands, grantedById, grantedAt.
UNWIND $changeIds AS changeId
MATCH (c:Change {id: changeId})
CALL (changeId) {
  MATCH (e:FreezeException {changeId: changeId})
  WHERE e.windowId IS NOT NULL
  RETURN e ORDER BY e.requestedAt DESC, e.windowId LIMIT 20
}
RETURN e AS exception,
  coalesce(
    e.plannedFrom = c.plannedFrom AND e.plannedTo = c.plannedTo
      AND e.ciIds = COLLECT { MATCH (c)-[:AFFECTS]->(ci:ConfigurationItem) RETURN ci.id AS id ORDER BY id },
    false
  ) AS stands,
  c.authorisedById AS grantedById, c.authorisedAt AS grantedAt
ORDER BY e.windowId
