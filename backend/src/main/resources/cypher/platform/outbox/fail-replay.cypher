// Purpose: notes that a replay has failed at one event; what is parked behind it stays.
// Parameters: consumer, aggregateId, key, error, now. Index: dead_letter_consumer. Row: none.
MATCH (d:DeadLetter {consumer: $consumer, aggregateId: $aggregateId})
SET d.replayRequested = false
WITH d WHERE d.key = $key
SET d.parked = false, d.error = $error, d.attempts = d.attempts + 1, d.failedAt = $now
