// Purpose: what waits for somebody to approve, what has begun to wait last first: for each key by which they are asked the first ones in
// the order of the index, and of these the first. Left out is what they, or whoever they would decide for, may not decide.
// Parameters: keys (key, delegatorId, types, policyIds and roles, or null), personId, roles (of theirs), types (of records that they may read), beforeStart, beforeId, limit, v.
// Index: approval_request_newest, entity_id. Row: node.
UNWIND $keys AS k
CALL (k) {
  MATCH (r:ApprovalRequest)
  USING INDEX r:ApprovalRequest(waitingKey, startedAt, id)
  WHERE r.waitingKey = k.key AND r.startedAt <= $beforeStart AND r.id IS NOT NULL
    AND (r.startedAt < $beforeStart OR r.id < $beforeId)
    AND r.recordType IN $types
    AND (k.types IS NULL OR r.recordType IN k.types) AND (k.policyIds IS NULL OR r.policyId IN k.policyIds)
    AND NOT $personId IN coalesce(r.barredIds, [])
    AND none(role IN coalesce(r.barredRoles, []) WHERE role IN $roles)
    AND (size(coalesce(r.barredRoles, [])) = 0 OR (k.roles IS NOT NULL AND none(role IN r.barredRoles WHERE role IN k.roles)))
    AND (k.delegatorId IS NULL OR NOT k.delegatorId IN coalesce(r.barredIds, []))
    AND EXISTS { MATCH (s:Entity {id: r.recordId}) WHERE $$visible(s)$$ }
  RETURN r
  ORDER BY r.startedAt DESC, r.id DESC
  LIMIT $limit
}
WITH DISTINCT r
RETURN r AS node
ORDER BY r.startedAt DESC, r.id DESC
LIMIT $limit
