// Purpose: how many timers there are, how many should have fired by an instant, and how many are dead.
// Parameters: overdueSince. Index: timer_sweep_at, timer_dead_at. Scan: the first count comes from the count store.
// Row: armed, overdue, dead.
MATCH (t:Timer)
WITH count(t) AS armed
OPTIONAL MATCH (late:Timer)
WHERE late.sweepAt < $overdueSince
WITH armed, count(late) AS overdue
OPTIONAL MATCH (given:Timer)
WHERE given.deadAt > datetime({year: 2000})
RETURN armed, overdue, count(given) AS dead
