// Purpose: every durable cursor with what is put aside for its consumer.
// Parameters: none. Index: outbox_sequence_name. Scan: there is one cursor for each exclusive consumer.
// Row: consumer, seq, last, deadLetters, parked, seenAt, movedAt, nextRecordedAt (of the event after the cursor).
MATCH (c:OutboxCursor)
OPTIONAL MATCH (s:OutboxSequence {name: 'events'})
OPTIONAL MATCH (next:OutboxEvent {seq: c.seq + 1})
OPTIONAL MATCH (d:DeadLetter {consumer: c.consumer})
WITH c, s, next, count(CASE WHEN d.parked THEN null ELSE d END) AS deadLetters, count(CASE WHEN d.parked THEN d END) AS parked
RETURN c.consumer AS consumer, c.seq AS seq, coalesce(s.last, 0) AS last, deadLetters, parked, c.seenAt AS seenAt,
       c.movedAt AS movedAt, next.recordedAt AS nextRecordedAt
ORDER BY consumer
