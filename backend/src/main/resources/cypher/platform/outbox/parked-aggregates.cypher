// Purpose: the aggregates of which a consumer has events put aside, and whether a replay was asked for.
// Parameters: consumer. Index: dead_letter_consumer. Row: aggregateId, replayRequested.
MATCH (d:DeadLetter)
WHERE d.consumer = $consumer AND d.aggregateId > ''
RETURN d.aggregateId AS aggregateId, max(CASE WHEN d.replayRequested THEN 1 ELSE 0 END) = 1 AS replayRequested
