// Purpose: marks what is put aside of a record for replay. The consumer's cursor is locked.
// Parameters: consumer, aggregateId. Index: dead_letter_consumer. Row: none.
MATCH (d:DeadLetter {consumer: $consumer, aggregateId: $aggregateId})
SET d.replayRequested = true
