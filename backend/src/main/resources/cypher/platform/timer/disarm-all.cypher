// Purpose: disarms every timer of a record.
// Parameters: aggregateId. Index: timer_aggregate_id. Row: none.
MATCH (t:Timer {aggregateId: $aggregateId})
DELETE t
