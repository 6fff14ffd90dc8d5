// Purpose: notes that a consumer is paused, and why; one that is paused already stays so since then.
// Parameters: consumer, reason, now. Index: outbox_cursor_consumer. Row: none.
MATCH (c:OutboxCursor {consumer: $consumer})
SET c.lockedBy = $consumer
SET c.pausedAt = coalesce(c.pausedAt, $now), c.pauseReason = $reason
