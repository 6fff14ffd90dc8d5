// Purpose: whether an event of these types awaits its sequence number.
// Parameters: prefixes of types. Index: outbox_event_pending_id. Row: id, at most one.
MATCH (e:OutboxEvent)
WHERE e.pendingId > '' AND any(prefix IN $prefixes WHERE e.type STARTS WITH prefix)
RETURN e.id AS id LIMIT 1
