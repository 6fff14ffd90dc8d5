// Purpose: takes changes into a release; the locks of all are held, and the unique key refuses a second link.
// Parameters: id, changeIds, at, linkId (tells new links from old). Index: release_id, change_id. Row: changeId of each new link.
MATCH (r:Release {id: $id})
UNWIND $changeIds AS changeId
MATCH (c:Change {id: changeId})
MERGE (r)-[l:DELIVERS {key: $id + '/' + changeId}]->(c)
ON CREATE SET l.from = $at, l.linkId = $linkId
WITH l, changeId WHERE l.linkId = $linkId
RETURN DISTINCT changeId
