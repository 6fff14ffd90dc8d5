// Purpose: disarms every timer of a record, or those of one kind.
// Parameters: aggregateId, kind or null. Index: timer_aggregate_id. Row: none.
MATCH (t:Timer {aggregateId: $aggregateId})
WHERE $kind IS NULL OR t.kind = $kind
DELETE t
