// Purpose: the requests of the approval of a record that holds or goes on.
// Parameters: recordId. Index: approval_request_record. Row: node, by stage and as they were made.
MATCH (r:ApprovalRequest {recordId: $recordId, current: true})
USING INDEX r:ApprovalRequest(recordId, current)
RETURN r AS node
ORDER BY r.stage, r.id
