// Purpose: the newest visible incidents that each of several problems causes.
// Parameters: ids, beforeInstant, beforeId, limit (for each problem), v. Index: entity_id. Row: problemId, incidentId, reportedAt.
UNWIND $ids AS problemId
CALL (problemId) {
  MATCH (p:Entity {id: problemId})<-[:CAUSED_BY]-(i:Incident)
  WHERE i.reportedAt <= $beforeInstant
    AND (i.reportedAt < $beforeInstant OR i.id < $beforeId)
    AND $$visible(i)$$
  RETURN i
  ORDER BY i.reportedAt DESC, i.id DESC
  LIMIT $limit
}
RETURN problemId, i.id AS incidentId, i.reportedAt AS reportedAt
