// Purpose: events in the order of their sequence numbers.
// Parameters: after, through. Index: outbox_event_seq. Row: event.
MATCH (e:OutboxEvent)
WHERE e.seq > $after AND e.seq <= $through
RETURN e AS event ORDER BY e.seq
