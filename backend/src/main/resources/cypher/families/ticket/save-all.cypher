// Purpose: writes where several tickets are in their own time, under their locks.
// Parameters: rows of id, version, revision, lastEventAt. Index: entity_id. Row: none.
UNWIND $rows AS row
MATCH (t:Entity {id: row.id}) WHERE t:$$Ticket$$
SET t.version = row.version, t.revision = row.revision, t.lastEventAt = row.lastEventAt
