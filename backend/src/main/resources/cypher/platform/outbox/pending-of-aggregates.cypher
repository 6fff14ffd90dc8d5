// Purpose: every event of some aggregates that awaits its sequence number, up to a revision of each.
// Parameters: rows of aggregateId, revision. Index: outbox_event_pending_aggregate. Row: id, aggregateId, revision.
UNWIND $rows AS row
MATCH (e:OutboxEvent)
WHERE e.pendingAggregateId = row.aggregateId AND e.revision <= row.revision
RETURN e.id AS id, e.pendingAggregateId AS aggregateId, e.revision AS revision
