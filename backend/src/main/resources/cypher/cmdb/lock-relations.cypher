// Purpose: takes the write locks of several relations, then reads them.
// Parameters: ids (sorted, so that writers meet in the same order), lock. Index: entity_id. Row: node.
UNWIND $ids AS id
MATCH (r:Entity {id: id})
WHERE r:CiRelation
SET r.lockedBy = $lock
WITH collect(r) AS locked
UNWIND locked AS r
RETURN r AS node
