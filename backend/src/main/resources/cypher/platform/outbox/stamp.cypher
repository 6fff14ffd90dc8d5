// Purpose: gives events their sequence numbers. The sequence is locked.
// Parameters: rows of id, seq; last. Index: entity_id, outbox_sequence_name. Row: none.
MATCH (s:OutboxSequence {name: 'events'})
SET s.last = $last
WITH s
UNWIND $rows AS row
MATCH (e:Entity {id: row.id})
SET e.seq = row.seq, e.pendingId = null, e.pendingAggregateId = null
