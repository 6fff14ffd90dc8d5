// Purpose: the newest visible incidents that each of several problems causes.
// Parameters: ids, beforeInstant, beforeId, limit (for each problem), v. Index: entity_id. Row: id (of the problem), linkedId, reportedAt.
UNWIND $ids AS id
CALL (id) {
  MATCH (p:Entity {id: id})<-[:CAUSED_BY]-(i:Incident)
  WHERE i.reportedAt <= $beforeInstant
    AND (i.reportedAt < $beforeInstant OR i.id < $beforeId)
    AND $$visible(i)$$
  RETURN i
  ORDER BY i.reportedAt DESC, i.id DESC
  LIMIT $limit
}
RETURN id, i.id AS linkedId, i.reportedAt AS reportedAt
