// Purpose: when the oldest event was written that awaits its sequence number.
// Parameters: none. Index: outbox_event_pending_id. Row: recordedAt, or none.
MATCH (e:OutboxEvent)
WHERE e.pendingId > ''
RETURN e.recordedAt AS recordedAt ORDER BY e.pendingId LIMIT 1
