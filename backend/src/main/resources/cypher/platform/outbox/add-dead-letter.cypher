// Purpose: puts an event aside for a consumer. One that is parked although nothing of its aggregate is aside any more is
// marked for replay. The consumer's cursor is locked.
// Parameters: key, id, consumer, seq, aggregateId, parked, error, attempts, now.
// Index: dead_letter_key, dead_letter_consumer, outbox_event_seq. Row: none.
MATCH (e:OutboxEvent {seq: $seq})
OPTIONAL MATCH (other:DeadLetter {consumer: $consumer, aggregateId: $aggregateId})
WITH e, count(other) AS others
MERGE (d:DeadLetter {key: $key})
ON CREATE SET d:Entity, d.id = $id, d.createdAt = $now
SET d.consumer = $consumer,
    d.aggregateId = $aggregateId,
    d.aggregateType = e.aggregateType,
    d.seq = $seq,
    d.eventId = e.id,
    d.type = e.type,
    d.parked = $parked,
    d.error = $error,
    d.attempts = $attempts,
    d.failedAt = CASE WHEN $parked THEN null ELSE $now END,
    d.replayRequested = $parked AND others = 0
MERGE (d)-[:FOR_EVENT]->(e)
