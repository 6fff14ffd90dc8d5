// Purpose: forgets dead letters that a later event of the same aggregate has made up for.
// Parameters: consumer, aggregateIds. Index: dead_letter_consumer. Row: none.
UNWIND $aggregateIds AS aggregateId
MATCH (d:DeadLetter {consumer: $consumer, aggregateId: aggregateId})
DETACH DELETE d
