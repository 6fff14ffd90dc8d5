// Purpose: counts one more revision of a record, which takes its write lock, because its clocks changed by themselves.
// Parameters: recordType, recordId. Index: entity_id. Row: revision, or none if there is no such record.
MATCH (r:Entity {id: $recordId})
WHERE $recordType IN labels(r)
SET r.revision = r.revision + 1
RETURN r.revision AS revision
