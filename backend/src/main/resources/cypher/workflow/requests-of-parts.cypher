// Purpose: requests of several parts of records that the reader sees, those of the present approval first.
// Parameters: ids, limit (for each part). Index: approval_request_part. Row: node.
UNWIND $ids AS id
CALL (id) {
  MATCH (r:ApprovalRequest {partId: id})
  USING INDEX r:ApprovalRequest(partId, current)
  WHERE r.current IS NOT NULL
  RETURN r
  ORDER BY r.current DESC, r.createdAt DESC, r.stage, r.id
  LIMIT $limit
}
RETURN r AS node
