// Purpose: how far the sequence has got, the events that follow a number, for which consumers events are put aside, and which
// consumers are paused.
// Parameters: after (null for no events), limit. Index: outbox_sequence_name, outbox_event_seq, outbox_cursor_consumer,
// dead_letter_consumer. Row: epoch, last, purgedThrough, events, withLetters, paused, or none before the first event.
MATCH (s:OutboxSequence {name: 'events'})
RETURN s.epoch AS epoch, s.last AS last, s.purgedThrough AS purgedThrough,
  COLLECT {
    MATCH (e:OutboxEvent)
    WHERE e.seq > $after AND e.seq <= $after + $limit AND e.seq <= s.last
    RETURN e ORDER BY e.seq
  } AS events,
  COLLECT {
    MATCH (c:OutboxCursor)
    WHERE c.consumer > '' AND EXISTS { MATCH (d:DeadLetter) WHERE d.consumer = c.consumer AND d.aggregateId > '' }
    RETURN c.consumer
  } AS withLetters,
  COLLECT {
    MATCH (c:OutboxCursor)
    WHERE c.consumer > '' AND c.pausedAt IS NOT NULL
    RETURN c.consumer
  } AS paused
