// Purpose: for several tickets the service offerings that a failure of their configuration items reaches, over at most
// four relations, the nearest first.
// Parameters: ids, classKey, limit (for each ticket), v. Index: entity_id.
// Row: ticketId, offeringIds.
UNWIND $ids AS id
MATCH (t:Entity {id: id}) WHERE t:$$Ticket$$
CALL (t) {
  MATCH (t)-[:AFFECTS]->(c:ConfigurationItem)
  MATCH path = ANY SHORTEST (c)(()<-[:FAILS_WITH]-()){0,4}(o:ConfigurationItem)
  WHERE o.classKey = $classKey AND o.lifecycle <> 'RETIRED' AND $$visible(o)$$
  WITH o, min(length(path)) AS distance
  ORDER BY distance, o.name, o.id
  LIMIT $limit
  RETURN collect(o.id) AS offeringIds
}
RETURN t.id AS ticketId, offeringIds
