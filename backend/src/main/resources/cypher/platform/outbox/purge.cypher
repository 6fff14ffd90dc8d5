// Purpose: deletes events that nobody needs any more and remembers how far that went.
// Parameters: ids, through. Index: entity_id, outbox_sequence_name. Row: none.
MATCH (s:OutboxSequence {name: 'events'})
SET s.lockedBy = 'purge'
WITH s
SET s.purgedThrough = CASE WHEN s.purgedThrough < $through THEN $through ELSE s.purgedThrough END
WITH s
UNWIND $ids AS id
MATCH (e:Entity {id: id})
DETACH DELETE e
