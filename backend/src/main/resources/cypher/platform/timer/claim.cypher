// Purpose: takes timers that are about to fire out of the graph: locks their records, as mutations do first, then the timers,
// and only then looks which are still there and still due. Without the locks two sweeps would both fire them. All records are
// locked before any timer, in the given order, which is that of all sweeps.
// Parameters: rows of aggregateId and key, by aggregateId; lock, now. Index: entity_id, timer_key. Row: timer, for each that
// is to fire.
UNWIND $rows AS row
OPTIONAL MATCH (record:Entity {id: row.aggregateId})
SET record.lockedBy = $lock
WITH collect(row.key) AS keys
UNWIND keys AS key
MATCH (t:Timer {key: key})
SET t.lockedBy = $lock
WITH t
WHERE t.id IS NOT NULL AND t.sweepAt <= $now
WITH t, properties(t) AS timer
DELETE t
RETURN timer
