// Purpose: the requests of the approval of a part of a record that holds or goes on.
// Parameters: partId. Index: approval_request_part. Row: node, by stage and as they were made.
MATCH (r:ApprovalRequest {partId: $partId, current: true})
USING INDEX r:ApprovalRequest(partId, current)
RETURN r AS node
ORDER BY r.stage, r.id
