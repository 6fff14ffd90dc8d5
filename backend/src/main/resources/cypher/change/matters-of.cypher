// Purpose: what changes were last found to meet beside other changes.
// Parameters: ids. Index: change_id. Row: id, kind, recordId.
UNWIND $ids AS id
MATCH (:Change {id: id})-[met:MEETS]->(record:Entity)
RETURN id, met.kind AS kind, record.id AS recordId
