// Purpose: whether a replay was asked for that a consumer has not come to yet.
// Parameters: consumer. Index: dead_letter_consumer. Row: id, at most one.
MATCH (d:DeadLetter)
WHERE d.consumer = $consumer AND d.aggregateId > '' AND d.replayRequested
RETURN d.id AS id LIMIT 1
