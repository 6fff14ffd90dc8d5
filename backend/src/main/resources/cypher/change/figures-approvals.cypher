// Purpose: how many of the approvals of the changes that count for figures were decided by the time that was set for them.
// Parameters: from, to, teamIds, types, templateIds, serviceOfferingIds, organisationIds, v (see the macro figured-change).
// Index: change_closed, approval_request_record. Row: decided, inTime, expired; one row.
MATCH (c:Change)
USING INDEX c:Change(state, closedAt)
WHERE $$figured-change(c)$$
MATCH (r:ApprovalRequest)
USING INDEX r:ApprovalRequest(recordId, current)
WHERE r.recordId = c.id AND r.current IS NOT NULL AND r.dueAt IS NOT NULL
RETURN sum(CASE WHEN r.decidedAt IS NOT NULL THEN 1 ELSE 0 END) AS decided,
  sum(CASE WHEN r.decidedAt <= r.dueAt THEN 1 ELSE 0 END) AS inTime,
  sum(CASE r.state WHEN 'EXPIRED' THEN 1 ELSE 0 END) AS expired
