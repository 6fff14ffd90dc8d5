// Purpose: keeps that exceptions from freezes are asked for, each once for a change and a freeze; the last one counts.
// Parameters: changeId, windowIds, reason, requestedById, requestedAt, plannedFrom, plannedTo, ciIds (sorted).
// Index: freeze_exception_key. Row: none.
UNWIND $windowIds AS windowId
MERGE (e:FreezeException {key: $changeId + ' ' + windowId})
SET e.changeId = $changeId, e.windowId = windowId, e.reason = $reason, e.requestedById = $requestedById, e.requestedAt = $requestedAt,
  e.plannedFrom = $plannedFrom, e.plannedTo = $plannedTo, e.ciIds = $ciIds
REMOVE e.withdrawnAt
