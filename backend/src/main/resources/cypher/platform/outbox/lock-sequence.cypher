// Purpose: locks the sequence, which is made if it is missing.
// Parameters: epoch, a new id. Index: outbox_sequence_name. Row: last, the number given out last.
MERGE (s:OutboxSequence {name: 'events'})
ON CREATE SET s.epoch = $epoch, s.last = 0, s.purgedThrough = 0
SET s.lockedBy = $epoch
WITH s
RETURN s.last AS last
