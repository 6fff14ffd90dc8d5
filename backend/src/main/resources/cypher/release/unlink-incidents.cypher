// Purpose: ends links of a release to incidents, whose locks are held; that there was a link stays known.
// Parameters: id, incidentIds, at. Index: followed_by_key. Row: incidentId of each link that was ended.
UNWIND $incidentIds AS incidentId
MATCH (r:Release)-[l:FOLLOWED_BY {key: $id + '/' + incidentId}]->(i:Incident)
CREATE (r)-[:FOLLOWED_BY_PAST {from: l.from, to: $at}]->(i)
DELETE l
RETURN incidentId
