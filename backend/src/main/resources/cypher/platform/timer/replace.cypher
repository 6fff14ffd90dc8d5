// Purpose: replaces the timers of one kind of a record: disarms those that are not among the rows, and arms these as arm does.
// Parameters: aggregateId, kind, keys of the rows; rows and now as arm has them. Index: timer_aggregate_id, timer_key.
// Row: none.
CALL () {
  MATCH (gone:Timer {aggregateId: $aggregateId})
  WHERE gone.kind = $kind AND NOT gone.key IN $keys
  DELETE gone
}
UNWIND $rows AS row
MERGE (t:Timer {key: row.key})
ON CREATE SET t:Entity, t.id = row.id
SET t.kind = row.kind,
    t.aggregateId = row.aggregateId,
    t.name = row.name,
    t.dueAt = row.dueAt,
    t.sweepAt = row.dueAt,
    t.payload = row.payload,
    t.armedAt = $now,
    t.armedLate = row.dueAt <= $now,
    t.attempts = 0,
    t.retryAt = null,
    t.deadAt = null,
    t.error = null
