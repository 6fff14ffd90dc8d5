// Purpose: lets a paused consumer go on.
// Parameters: consumer. Index: outbox_cursor_consumer. Row: consumer, or none if it is not paused or does not exist.
MATCH (c:OutboxCursor {consumer: $consumer})
SET c.lockedBy = $consumer
WITH c
WHERE c.pausedAt IS NOT NULL
SET c.pausedAt = null, c.pauseReason = null
RETURN c.consumer AS consumer
