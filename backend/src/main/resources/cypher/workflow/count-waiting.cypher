// Purpose: how many requests wait for somebody to approve.
// Parameters: keys (key, delegatorId, types, policyIds and roles, or null), personId, roles (of theirs), types (of records that they may read), v.
// Index: approval_request_waiting, entity_id. Row: count.
UNWIND $keys AS k
MATCH (r:ApprovalRequest)
USING INDEX r:ApprovalRequest(waitingKey, dueAt, id)
WHERE r.waitingKey = k.key AND r.dueAt IS NOT NULL AND r.id IS NOT NULL
  AND r.recordType IN $types
  AND (k.types IS NULL OR r.recordType IN k.types) AND (k.policyIds IS NULL OR r.policyId IN k.policyIds)
  AND NOT $personId IN coalesce(r.barredIds, [])
  AND none(role IN coalesce(r.barredRoles, []) WHERE role IN $roles)
  AND (size(coalesce(r.barredRoles, [])) = 0 OR (k.roles IS NOT NULL AND none(role IN r.barredRoles WHERE role IN k.roles)))
  AND (k.delegatorId IS NULL OR NOT k.delegatorId IN coalesce(r.barredIds, []))
  AND EXISTS { MATCH (s:Entity {id: r.recordId}) WHERE $$visible(s)$$ }
RETURN count(DISTINCT r) AS count
