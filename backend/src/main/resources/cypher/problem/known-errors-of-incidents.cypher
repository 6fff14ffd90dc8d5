// Purpose: the visible known errors that each of several incidents may be of: of a problem that causes it, or on one of its visible
// configuration items or on what these depend on over at most two relations that carry failure; what is hidden leads nowhere.
// Parameters: ids, limit (for each incident), v. Index: entity_id. Row: incidentId, problemIds, the linked and nearest first.
UNWIND $ids AS incidentId
MATCH (i:Entity {id: incidentId}) WHERE i:Incident
CALL (i) {
  MATCH (i)-[:CAUSED_BY]->(p:Problem)
  RETURN p, 0 AS distance
  UNION
  MATCH (i)-[:AFFECTS]->(c:ConfigurationItem)
  WHERE $$visible(c)$$
  MATCH path = (c)(()-[:FAILS_WITH]->(below:ConfigurationItem) WHERE $$visible(below)$$){0,2}(cause:ConfigurationItem)<-[:AFFECTS]-(p:Problem)
  RETURN p, 1 + length(path) AS distance
}
WITH i, p, min(distance) AS distance
WHERE p.knownErrorSince IS NOT NULL AND $$visible(p)$$
WITH i, p ORDER BY distance, p.knownErrorSince DESC, p.id
RETURN i.id AS incidentId, collect(p.id)[..$limit] AS problemIds
