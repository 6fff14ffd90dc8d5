// Purpose: takes the write locks of several entities.
// Parameters: ids (sorted, so that nobody waits in a circle), label, lock. Index: entity_id. Row: id, of each that there is; an entity of another kind
// counts as absent.
UNWIND $ids AS id
MATCH (e:Entity {id: id})
SET e.lockedBy = $lock
WITH e WHERE $label IN labels(e)
RETURN e.id AS id
