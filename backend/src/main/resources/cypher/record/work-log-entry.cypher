// Purpose: a work note or comment as it is, if it was written on this record.
// Parameters: recordId, id. Index: entity_id. Row: entry.
MATCH (w:Entity {id: $id})
WHERE w:WorkLogEntry AND w.recordId = $recordId
RETURN w AS entry
