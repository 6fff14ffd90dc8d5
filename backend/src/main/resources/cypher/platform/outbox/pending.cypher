// Purpose: events that await their sequence number, oldest first. What is being committed meanwhile may be missed.
// Parameters: limit. Index: outbox_event_pending_id. Row: id.
MATCH (e:OutboxEvent)
WHERE e.pendingId > ''
RETURN e.pendingId AS id ORDER BY e.pendingId LIMIT $limit
