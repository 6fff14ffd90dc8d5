// Purpose: disarms the timers of one kind of a record.
// Parameters: aggregateId, kind. Index: timer_aggregate_id. Row: none.
MATCH (t:Timer {aggregateId: $aggregateId})
WHERE t.kind = $kind
DELETE t
