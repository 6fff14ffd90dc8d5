// Purpose: timers that are tried no more, in the order of their ids, which is that of their arming.
// Parameters: afterId, limit. Index: timer_dead_at. Row: timer.
MATCH (t:Timer)
WHERE t.deadAt > datetime({year: 2000}) AND t.id > $afterId
RETURN t AS timer ORDER BY t.id LIMIT $limit
