// Purpose: requests of several records, as a whole, that the reader sees, those of the present approval first.
// Parameters: ids, limit (for each record). Index: approval_request_record. Row: node.
UNWIND $ids AS id
CALL (id) {
  MATCH (r:ApprovalRequest {recordId: id})
  USING INDEX r:ApprovalRequest(recordId, current)
  WHERE r.current IS NOT NULL AND r.partId IS NULL
  RETURN r
  ORDER BY r.current DESC, r.createdAt DESC, r.stage, r.id
  LIMIT $limit
}
RETURN r AS node
