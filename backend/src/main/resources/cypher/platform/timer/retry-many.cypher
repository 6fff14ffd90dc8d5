// Purpose: lets the next dead timers that an operator means be tried again.
// Parameters: kind, from, before, after (the id of the last timer of the chunk before), limit, lock.
// Index: timer_dead_at. Row: timers, last (the id of the last of them, null if there was none).
MATCH (t:Timer)
WHERE t.deadAt >= $from AND t.deadAt < $before AND t.kind = $kind AND t.id > $after
WITH t ORDER BY t.id LIMIT $limit
WITH collect(t) AS chunk, max(t.id) AS last
CALL (chunk) {
  UNWIND chunk AS t
  SET t.lockedBy = $lock
  WITH t
  WHERE t.deadAt IS NOT NULL
  SET t.sweepAt = t.dueAt, t.deadAt = null, t.retryAt = null, t.attempts = 0
  RETURN count(t) AS retried
}
RETURN size(chunk) AS timers, last
