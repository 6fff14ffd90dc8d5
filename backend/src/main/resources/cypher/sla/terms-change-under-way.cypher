// Purpose: whether open clocks are just following a change of a definition or calendar.
// Parameters: keyPrefix of the timers that let them. Index: timer_key. Row: underWay.
RETURN EXISTS {
  MATCH (t:Timer) WHERE t.key STARTS WITH $keyPrefix AND t.sweepAt IS NOT NULL
} AS underWay
