// Purpose: locks several tickets until the transaction ends, and reads them as they are under their locks.
// Parameters: ids (in order, so that nobody waits in a circle), lock. Index: entity_id. Row: ticket.
UNWIND $ids AS id
MATCH (t:Entity {id: id}) WHERE t:$$Ticket$$
SET t.lockedBy = $lock
WITH collect(t) AS locked
UNWIND locked AS t
RETURN t AS ticket
