// Purpose: locks several files until the transaction ends, and reads them as they are under their locks.
// Parameters: ids (in order, so that nobody waits in a circle), lock. Index: entity_id. Row: node.
UNWIND $ids AS id
MATCH (a:Entity {id: id}) WHERE a:Attachment
SET a.lockedBy = $lock
WITH collect(a) AS locked
UNWIND locked AS a
RETURN a AS node
