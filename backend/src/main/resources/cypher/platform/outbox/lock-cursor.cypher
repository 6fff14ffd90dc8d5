// Purpose: locks a cursor, which also guards the consumer's dead letters.
// Parameters: consumer. Index: outbox_cursor_consumer. Row: seq.
MATCH (c:OutboxCursor {consumer: $consumer})
SET c.lockedBy = $consumer
WITH c
RETURN c.seq AS seq
