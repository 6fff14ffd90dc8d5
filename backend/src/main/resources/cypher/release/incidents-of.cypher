// Purpose: the newest visible incidents that are linked to each of several releases.
// Parameters: ids, beforeInstant, beforeId, limit (for each release), v. Index: release_id. Row: id (of the release), linkedId, reportedAt.
UNWIND $ids AS id
CALL (id) {
  MATCH (:Release {id: id})-[:FOLLOWED_BY]->(i:Incident)
  WHERE i.reportedAt <= $beforeInstant
    AND (i.reportedAt < $beforeInstant OR i.id < $beforeId)
    AND $$visible(i)$$
  RETURN i
  ORDER BY i.reportedAt DESC, i.id DESC
  LIMIT $limit
}
RETURN id, i.id AS linkedId, i.reportedAt AS reportedAt
