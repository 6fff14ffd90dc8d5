// Purpose: every durable cursor with what waits for its consumer and what is put aside for it. Events that the consumer wants are
// counted among so many behind the cursor; what lies further is counted whole, so that a long queue costs no more than that.
// Parameters: ahead (how many are looked at). Index: outbox_sequence_name, outbox_event_seq, dead_letter_consumer.
// Scan: there is one cursor for each exclusive consumer.
// Row: consumer, seq, last, lag, oldestWaitingAt, deadLetters, parked, seenAt, pausedAt, pauseReason.
MATCH (c:OutboxCursor)
OPTIONAL MATCH (s:OutboxSequence {name: 'events'})
WITH c, coalesce(s.last, 0) AS last
WITH c, last, CASE WHEN last > c.seq + $ahead THEN c.seq + $ahead ELSE last END AS through
CALL (c, through) {
  MATCH (e:OutboxEvent)
  WHERE e.seq > c.seq AND e.seq <= through
    AND any(prefix IN coalesce(c.prefixes, ['']) WHERE e.type STARTS WITH prefix)
  RETURN count(e) AS wanted, min(e.recordedAt) AS oldestWaitingAt
}
CALL (c) {
  MATCH (d:DeadLetter)
  WHERE d.consumer = c.consumer AND d.aggregateId > ''
  RETURN count(CASE WHEN d.parked THEN null ELSE d END) AS deadLetters, count(CASE WHEN d.parked THEN d END) AS parked
}
RETURN c.consumer AS consumer, c.seq AS seq, last,
  wanted + CASE WHEN last > through THEN last - through ELSE 0 END AS lag,
  oldestWaitingAt, deadLetters, parked, c.seenAt AS seenAt, c.pausedAt AS pausedAt, c.pauseReason AS pauseReason
ORDER BY consumer
