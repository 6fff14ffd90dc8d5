// Purpose: locks the records of trails, so that their heads can be read without a change in between.
// Parameters: chainIds in a fixed order, lock. Index: entity_id. Row: none.
UNWIND $chainIds AS chainId
MATCH (r:Entity {id: chainId})
SET r.lockedBy = $lock
