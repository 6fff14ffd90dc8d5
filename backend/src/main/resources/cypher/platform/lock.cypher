// Purpose: takes the write lock of an entity and returns what it holds, read under the lock. Isolation is
// read-committed: checking before the lock is held, or in the same WHERE that sets, loses updates.
// Parameters: id, label. Index: entity_id. Row: node, or none if there is no such entity.
MATCH (e:Entity {id: $id})
SET e.lockedBy = $lock
WITH e WHERE $label IN labels(e)
RETURN e AS node
