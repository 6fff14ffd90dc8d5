// Purpose: the oldest events that every consumer has passed and that are not put aside.
// Parameters: through, before, limit. Index: outbox_event_seq. Row: id, seq.
MATCH (e:OutboxEvent)
WHERE e.seq > 0 AND e.seq <= $through AND NOT EXISTS { (e)<-[:FOR_EVENT]-(:DeadLetter) }
WITH e ORDER BY e.seq LIMIT $limit
WHERE e.recordedAt < $before
RETURN e.id AS id, e.seq AS seq
