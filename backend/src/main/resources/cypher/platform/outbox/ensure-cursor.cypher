// Purpose: the cursor of a consumer, which is made if it is missing, with what the consumer wants.
// Parameters: consumer, id, start (the number after which a new cursor begins), prefixes of types, now.
// Index: outbox_cursor_consumer. Row: seq.
MERGE (c:OutboxCursor {consumer: $consumer})
ON CREATE SET c:Entity, c.id = $id, c.seq = $start
SET c.seenAt = $now, c.prefixes = $prefixes
WITH c
RETURN c.seq AS seq
