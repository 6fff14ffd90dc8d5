// Purpose: locks a schedule and says when it is due.
// Parameters: name, lock. Index: schedule_name. Row: schedule, now.
MATCH (s:Schedule {name: $name})
SET s.lockedBy = $lock
WITH s
RETURN s AS schedule, datetime.realtime() AS now
