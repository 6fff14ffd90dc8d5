// Purpose: notes that a timer failed to fire; without a next attempt it is dead. One that was moved meanwhile is left.
// Parameters: key, id, dueAt, error, retryAt or null, systemNow. Index: timer_key. Row: dead.
MATCH (t:Timer {key: $key})
SET t.lockedBy = $id
WITH t
WHERE t.id = $id AND t.dueAt = $dueAt
SET t.attempts = t.attempts + 1,
    t.error = $error,
    t.retryAt = $retryAt,
    t.sweepAt = CASE WHEN $retryAt IS NULL THEN null ELSE t.sweepAt END,
    t.deadAt = CASE WHEN $retryAt IS NULL THEN $systemNow ELSE null END
RETURN $retryAt IS NULL AS dead
