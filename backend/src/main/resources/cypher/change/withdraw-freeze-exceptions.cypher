// Purpose: withdraws the exceptions from freezes that were asked for a change, so that they do not come back with its window or its items.
// Parameters: changeId, withdrawnAt. Index: freeze_exception_change. Row: none.
MATCH (e:FreezeException {changeId: $changeId})
WHERE e.windowId IS NOT NULL AND e.withdrawnAt IS NULL
SET e.withdrawnAt = $withdrawnAt
