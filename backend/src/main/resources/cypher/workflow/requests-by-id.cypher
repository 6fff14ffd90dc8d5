// Purpose: requests for approval by id, for who has asked whether their records are seen.
// Parameters: ids. Index: approval_request_id. Row: node.
UNWIND $ids AS id
MATCH (r:ApprovalRequest {id: id})
RETURN r AS node
