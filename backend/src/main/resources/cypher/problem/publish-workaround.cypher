// Purpose: shows the workaround of a problem on incidents, whose locks are held; one that has it already keeps its feedback.
// Parameters: id, incidentIds, at, linkId (tells new from old). Index: entity_id. Row: incidentId of each that has it newly.
MATCH (p:Entity {id: $id}) WHERE p:Problem
UNWIND $incidentIds AS incidentId
MATCH (i:Entity {id: incidentId}) WHERE i:Incident
MERGE (i)-[w:HAS_WORKAROUND {key: incidentId + '/' + $id}]->(p)
ON CREATE SET w.from = $at, w.linkId = $linkId
WITH w, incidentId WHERE w.linkId = $linkId
RETURN DISTINCT incidentId
