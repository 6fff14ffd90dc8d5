// Purpose: how many dead timers an operator means.
// Parameters: kind, from, before. Index: timer_dead_at. Row: count.
MATCH (t:Timer)
WHERE t.deadAt >= $from AND t.deadAt < $before AND t.kind = $kind
RETURN count(t) AS count
