// Purpose: takes a timer that is about to fire out of the graph: locks its record, as mutations do first, then the timer,
// and only then looks whether it is still there and still due. Without the locks two sweeps would both fire it.
// Parameters: aggregateId, key, lock, now. Index: entity_id, timer_key. Row: timer, or none if there is nothing to fire.
OPTIONAL MATCH (record:Entity {id: $aggregateId})
SET record.lockedBy = $lock
WITH count(record) AS locked
MATCH (t:Timer {key: $key})
SET t.lockedBy = $lock
WITH t
WHERE t.id IS NOT NULL AND t.sweepAt <= $now
WITH t, properties(t) AS timer
DELETE t
RETURN timer
