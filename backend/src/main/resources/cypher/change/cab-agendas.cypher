// Purpose: for each of several meetings the changes that wait for the change advisory board and are planned to begin in the range of the
// meeting, the earliest first, visible or not, each with the requests that wait.
// Parameters: meetings (id, from, to of each), waitingKey (of the board), limit (of each meeting).
// Index: change_state_window, approval_request_record. Row: id (of the meeting), changeId, requestIds.
UNWIND $meetings AS asked
CALL (asked) {
  MATCH (c:Change)
  USING INDEX c:Change(state, plannedTo, plannedFrom)
  WHERE c.state = 'AUTHORISATION' AND c.plannedTo > asked.from AND c.plannedFrom >= asked.from AND c.plannedFrom < asked.to
  CALL (c) {
    MATCH (r:ApprovalRequest {recordId: c.id, current: true})
    USING INDEX r:ApprovalRequest(recordId, current)
    WHERE r.waitingKey = $waitingKey
    WITH r ORDER BY r.stage, r.id
    RETURN collect(r.id) AS requestIds
  }
  WITH c, requestIds
  WHERE size(requestIds) > 0
  RETURN c.id AS changeId, requestIds, c.plannedFrom AS plannedFrom
  ORDER BY plannedFrom, changeId
  LIMIT $limit
}
RETURN asked.id AS id, changeId, requestIds
ORDER BY id, plannedFrom, changeId
