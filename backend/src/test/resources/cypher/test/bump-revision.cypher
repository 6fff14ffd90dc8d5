// Purpose: the next revision of a test record, which is made if it is missing; takes its lock first.
// Parameters: id. Index: entity_id. Row: revision.
MERGE (r:Entity {id: $id})
SET r:OutboxTestRecord, r.lockedBy = $id
WITH r
SET r.revision = coalesce(r.revision, 0) + 1
RETURN r.revision AS revision
