// Purpose: arms timers, or moves those that are armed. MERGE holds the lock of the key until the transaction ends.
// Parameters: rows of key, id, kind, aggregateId, name, dueAt, payload; now by the business clock. Index: timer_key.
// Row: none.
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
