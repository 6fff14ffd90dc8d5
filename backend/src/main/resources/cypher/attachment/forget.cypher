// Purpose: forgets files that are attached to nothing, whose time is over and whose bytes are gone.
// Parameters: ids, before. Index: entity_id.
UNWIND $ids AS id
MATCH (a:Entity {id: id}) WHERE a:Attachment
SET a.lockedBy = id
WITH a WHERE a.expiresAt <= $before AND a.recordId IS NULL
DETACH DELETE a
