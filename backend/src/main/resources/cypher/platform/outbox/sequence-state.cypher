// Purpose: how far the sequence has got.
// Parameters: none. Index: outbox_sequence_name. Row: epoch, last, purgedThrough, or none before the first event.
MATCH (s:OutboxSequence {name: 'events'})
RETURN s.epoch AS epoch, s.last AS last, s.purgedThrough AS purgedThrough
