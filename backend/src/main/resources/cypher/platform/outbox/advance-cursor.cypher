// Purpose: moves a cursor forward under its lock. It does not move back: a delivery that was committed although its
// answer was lost is not made again.
// Parameters: consumer, seq, now. Index: outbox_cursor_consumer. Row: seq, or none if the cursor is there already.
MATCH (c:OutboxCursor {consumer: $consumer})
SET c.lockedBy = $consumer
WITH c
WHERE c.seq < $seq
SET c.seq = $seq, c.seenAt = $now, c.movedAt = $now
RETURN c.seq AS seq
