// Purpose: the visible problems that cause each of several incidents, the oldest link first.
// Parameters: ids, v. Index: entity_id. Row: incidentId, problemIds.
UNWIND $ids AS incidentId
MATCH (i:Entity {id: incidentId})-[c:CAUSED_BY]->(p:Problem)
WHERE i:Incident AND $$visible(p)$$
WITH incidentId, p ORDER BY c.from, p.id
RETURN incidentId, collect(p.id) AS problemIds
