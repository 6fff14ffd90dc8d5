// Purpose: counts one more revision of records, which takes their write locks, because their clocks changed by themselves.
// Parameters: rows of recordType, recordId. Index: entity_id. Row: recordId, revision; none for a record that is not there.
UNWIND $rows AS row
MATCH (r:Entity {id: row.recordId})
WHERE row.recordType IN labels(r)
SET r.revision = r.revision + 1
RETURN row.recordId AS recordId, r.revision AS revision
