// Purpose: the newest visible incidents that each of several changes is to resolve.
// Parameters: ids, beforeInstant, beforeId, limit (for each change), v. Index: entity_id. Row: id (of the change), linkedId, reportedAt.
UNWIND $ids AS id
CALL (id) {
  MATCH (c:Entity {id: id})-[:RESOLVES]->(r:Incident)
  WHERE c:Change
    AND r.reportedAt <= $beforeInstant
    AND (r.reportedAt < $beforeInstant OR r.id < $beforeId)
    AND $$visible(r)$$
  RETURN r
  ORDER BY r.reportedAt DESC, r.id DESC
  LIMIT $limit
}
RETURN id, r.id AS linkedId, r.reportedAt AS reportedAt
