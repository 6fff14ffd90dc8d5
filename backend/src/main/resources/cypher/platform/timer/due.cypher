// Purpose: timers that are due and do not wait for another attempt, the longest overdue first.
// Parameters: now by the business clock, systemNow, kinds, limit. Index: timer_sweep_at. Row: timer.
MATCH (t:Timer)
WHERE t.sweepAt <= $now AND (t.retryAt IS NULL OR t.retryAt <= $systemNow) AND t.kind IN $kinds
RETURN t AS timer ORDER BY t.sweepAt LIMIT $limit
