// Purpose: the newest visible incidents on each of several configuration items.
// Parameters: ciIds, openOnly, beforeInstant, beforeId, limit (for each item), v. Index: entity_id. Row: ciId, incident.
UNWIND $ciIds AS ciId
CALL (ciId) {
  MATCH (c:Entity {id: ciId})<-[:AFFECTS]-(i:Incident)
  WHERE (NOT $openOnly OR i.open)
    AND i.reportedAt <= $beforeInstant
    AND (i.reportedAt < $beforeInstant OR i.id < $beforeId)
    AND $$visible(i)$$
  RETURN i
  ORDER BY i.reportedAt DESC, i.id DESC
  LIMIT $limit
}
RETURN ciId, i AS incident
