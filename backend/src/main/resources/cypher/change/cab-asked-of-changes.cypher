// Purpose: what the change advisory board is asked of some changes now, or has decided since an instant, visible or not.
// Parameters: changeIds, since, role (of the board), perChange (how many requests).
// Index: approval_request_record. Row: changeId, requestIds.
UNWIND $changeIds AS changeId
CALL (changeId) {
  MATCH (r:ApprovalRequest)
  USING INDEX r:ApprovalRequest(recordId, current)
  WHERE r.recordId = changeId AND r.current IS NOT NULL
    AND (r.approver = 'CAB' OR (r.approver = 'ROLE' AND r.approverRole = $role))
    AND (r.waitingKey IS NOT NULL OR r.decidedAt >= $since)
  WITH r ORDER BY r.waitingKey IS NULL, r.stage, r.id
  LIMIT $perChange
  RETURN collect(r.id) AS requestIds
}
RETURN changeId, requestIds
ORDER BY changeId
