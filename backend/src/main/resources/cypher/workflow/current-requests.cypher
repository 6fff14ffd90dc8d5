// Purpose: the requests of the approval of a record as a whole that holds or goes on.
// Parameters: recordId. Index: approval_request_record. Row: node, by stage and as they were made.
MATCH (r:ApprovalRequest {recordId: $recordId, current: true})
USING INDEX r:ApprovalRequest(recordId, current)
WHERE r.partId IS NULL
RETURN r AS node
ORDER BY r.stage, r.id
