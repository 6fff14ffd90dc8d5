// Purpose: numbers events in the given order, from the number given out last on, under the lock of the sequence, which is
// made if it is missing.
// Parameters: ids in order, epoch (a new id). Index: outbox_sequence_name, entity_id. Row: epoch, last.
MERGE (s:OutboxSequence {name: 'events'})
ON CREATE SET s.epoch = $epoch, s.last = 0, s.purgedThrough = 0
SET s.lockedBy = $epoch
WITH s, s.last AS last
SET s.last = last + size($ids)
WITH s, last
UNWIND range(1, size($ids)) AS place
MATCH (e:Entity {id: $ids[place - 1]})
SET e.seq = last + place, e.pendingId = null, e.pendingAggregateId = null
WITH s, count(e) AS stamped
RETURN s.epoch AS epoch, s.last AS last
