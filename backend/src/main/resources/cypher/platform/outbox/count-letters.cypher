// Purpose: how many dead letters of a consumer an operator means.
// Parameters: consumer, prefix of types, from, before. Index: dead_letter_consumer. Row: count.
MATCH (d:DeadLetter)
WHERE d.consumer = $consumer AND d.aggregateId > '' AND d.type STARTS WITH $prefix AND NOT d.parked
  AND d.failedAt >= $from AND d.failedAt < $before
RETURN count(d) AS count
