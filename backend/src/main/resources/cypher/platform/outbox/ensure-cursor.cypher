// Purpose: the cursor of a consumer, which is made if it is missing.
// Parameters: consumer, id, start (the number after which a new cursor begins), now. Index: outbox_cursor_consumer. Row: seq.
MERGE (c:OutboxCursor {consumer: $consumer})
ON CREATE SET c:Entity, c.id = $id, c.seq = $start
SET c.seenAt = $now
WITH c
RETURN c.seq AS seq
