// Purpose: marks for replay what is put aside of the records of the next dead letters that an operator means. The consumer's
// cursor is locked. Read after the lock, so that a letter that is being delivered is not marked once more.
// Parameters: consumer, prefix of types, from, before, after (the key of the last letter of the chunk before), limit.
// Index: dead_letter_key, dead_letter_consumer. Row: letters, last (the key of the last of them, null if there was none).
MATCH (d:DeadLetter)
WHERE d.key > $after AND d.key STARTS WITH $consumer + ':'
  AND d.type STARTS WITH $prefix AND NOT d.parked AND d.failedAt >= $from AND d.failedAt < $before
WITH d ORDER BY d.key LIMIT $limit
WITH collect(d) AS chunk
CALL (chunk) {
  UNWIND chunk AS letter
  WITH DISTINCT letter.aggregateId AS aggregateId
  MATCH (d:DeadLetter {consumer: $consumer, aggregateId: aggregateId})
  SET d.replayRequested = true
}
RETURN size(chunk) AS letters, chunk[-1].key AS last
