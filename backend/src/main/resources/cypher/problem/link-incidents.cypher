// Purpose: links incidents to the problem that causes them; the locks of all are held, and the unique key refuses a second link.
// Parameters: id, incidentIds, at, linkId (tells new links from old). Index: entity_id. Row: incidentId of each new link.
MATCH (p:Entity {id: $id}) WHERE p:Problem
UNWIND $incidentIds AS incidentId
MATCH (i:Entity {id: incidentId}) WHERE i:Incident
MERGE (i)-[c:CAUSED_BY {key: incidentId + '/' + $id}]->(p)
ON CREATE SET c.from = $at, c.linkId = $linkId
WITH c, incidentId WHERE c.linkId = $linkId
RETURN DISTINCT incidentId
