// Purpose: the exceptions from freezes that were asked for changes, at most 20 of each, those that were not withdrawn first, which are no more,
// then the newest; with whether they are for the window and the items that the change has, and who has authorised it.
// Parameters: changeIds. Index: freeze_exception_change, change_id. Row: exception, stands, grantedById, grantedAt.
UNWIND $changeIds AS changeId
MATCH (c:Change {id: changeId})
CALL (changeId) {
  MATCH (e:FreezeException {changeId: changeId})
  WHERE e.windowId IS NOT NULL
  RETURN e ORDER BY e.withdrawnAt IS NOT NULL, e.requestedAt DESC, e.windowId LIMIT 20
}
RETURN e AS exception,
  coalesce(
    e.withdrawnAt IS NULL AND e.plannedFrom = c.plannedFrom AND e.plannedTo = c.plannedTo
      AND e.ciIds = COLLECT { MATCH (c)-[:AFFECTS]->(ci:ConfigurationItem) RETURN ci.id AS id ORDER BY id },
    false
  ) AS stands,
  c.authorisedById AS grantedById, c.authorisedAt AS grantedAt
ORDER BY e.windowId
