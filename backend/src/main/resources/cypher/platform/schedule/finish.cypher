// Purpose: notes how a periodic job ran, or that it was skipped, and when it is due next.
// Parameters: name, startedAt or null if it was skipped, outcome, error or null, millis, nextDue.
// Index: schedule_name. Row: none.
MATCH (s:Schedule {name: $name})
SET s.lastRun = coalesce($startedAt, s.lastRun),
    s.lastOutcome = $outcome,
    s.lastError = $error,
    s.lastMillis = $millis,
    s.nextDue = $nextDue
