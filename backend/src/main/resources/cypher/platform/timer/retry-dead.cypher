// Purpose: lets a dead timer be tried again.
// Parameters: id, lock. Index: entity_id. Row: timer as it was, or none if there is no such dead timer.
MATCH (t:Entity {id: $id})
SET t.lockedBy = $lock
WITH t
WHERE t:Timer AND t.deadAt IS NOT NULL
WITH t, properties(t) AS timer
SET t.sweepAt = t.dueAt, t.deadAt = null, t.retryAt = null, t.attempts = 0
RETURN timer
