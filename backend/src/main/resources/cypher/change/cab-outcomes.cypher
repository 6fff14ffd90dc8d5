// Purpose: what has come of requests to the change advisory board, visible or not.
// Parameters: ids. Index: approval_request_id. Row: id, state.
UNWIND $ids AS id
MATCH (r:ApprovalRequest {id: id})
RETURN r.id AS id, r.state AS state
