// Purpose: the changes in whatever state that are planned to begin in a range and of which the change advisory board is asked now, or has
// decided since an instant, the earliest first, visible or not, each with those requests.
// Parameters: states (all of a change), from, to, since, role (of the board), perChange (how many requests), limit.
// Index: change_state_window, approval_request_record. Row: changeId, requestIds.
UNWIND $states AS state
MATCH (c:Change)
USING INDEX c:Change(state, plannedTo, plannedFrom)
WHERE c.state = state AND c.plannedTo > $from AND c.plannedFrom >= $from AND c.plannedFrom < $to
CALL (c) {
  MATCH (r:ApprovalRequest)
  USING INDEX r:ApprovalRequest(recordId, current)
  WHERE r.recordId = c.id AND r.current IS NOT NULL
    AND (r.approver = 'CAB' OR (r.approver = 'ROLE' AND r.approverRole = $role))
    AND (r.waitingKey IS NOT NULL OR r.decidedAt >= $since)
  WITH r ORDER BY r.waitingKey IS NULL, r.stage, r.id
  LIMIT $perChange
  RETURN collect(r.id) AS requestIds
}
WITH c, requestIds
WHERE size(requestIds) > 0
RETURN c.id AS changeId, requestIds
ORDER BY c.plannedFrom, changeId
LIMIT $limit
