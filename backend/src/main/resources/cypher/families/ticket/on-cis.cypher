// Purpose: the newest visible tickets on each of several configuration items.
// Parameters: ciIds, openOnly, beforeInstant, beforeId, limit (for each item), v. Index: entity_id. Row: ciId, ticket.
UNWIND $ciIds AS ciId
CALL (ciId) {
  MATCH (c:Entity {id: ciId})<-[:AFFECTS]-(t:$$Ticket$$)
  WHERE (NOT $openOnly OR t.open)
    AND t.reportedAt <= $beforeInstant
    AND (t.reportedAt < $beforeInstant OR t.id < $beforeId)
    AND $$visible(t)$$
  RETURN t
  ORDER BY t.reportedAt DESC, t.id DESC
  LIMIT $limit
}
RETURN ciId, t AS ticket
