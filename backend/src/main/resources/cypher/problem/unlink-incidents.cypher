// Purpose: ends links of incidents to a problem, whose locks are held; that there was a link stays known.
// Parameters: id, incidentIds, at. Index: caused_by_key. Row: incidentId of each link that was ended.
UNWIND $incidentIds AS incidentId
MATCH (i:Incident)-[c:CAUSED_BY {key: incidentId + '/' + $id}]->(p:Problem)
CREATE (i)-[:CAUSED_BY_PAST {from: c.from, to: $at}]->(p)
DELETE c
RETURN incidentId
