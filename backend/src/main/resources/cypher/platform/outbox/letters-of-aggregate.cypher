// Purpose: the events of an aggregate that are put aside for a consumer, in order.
// Parameters: consumer, aggregateId, limit. Index: dead_letter_consumer. Row: event, attempts.
MATCH (d:DeadLetter)-[:FOR_EVENT]->(e:OutboxEvent)
WHERE d.consumer = $consumer AND d.aggregateId = $aggregateId
RETURN e AS event, d.attempts AS attempts ORDER BY d.seq LIMIT $limit
