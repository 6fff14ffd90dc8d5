// Purpose: links incidents to a release; the locks of all are held, and the unique key refuses a second link.
// Parameters: id, incidentIds, at, linkId (tells new links from old). Index: release_id, incident_id. Row: incidentId of each new link.
MATCH (r:Release {id: $id})
UNWIND $incidentIds AS incidentId
MATCH (i:Incident {id: incidentId})
MERGE (r)-[l:FOLLOWED_BY {key: $id + '/' + incidentId}]->(i)
ON CREATE SET l.from = $at, l.linkId = $linkId
WITH l, incidentId WHERE l.linkId = $linkId
RETURN DISTINCT incidentId
