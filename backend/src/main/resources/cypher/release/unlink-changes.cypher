// Purpose: takes changes, whose locks are held, out of a release; that they were in it stays known.
// Parameters: id, changeIds, at. Index: delivers_key. Row: changeId of each link that was ended.
UNWIND $changeIds AS changeId
MATCH (r:Release)-[l:DELIVERS {key: $id + '/' + changeId}]->(c:Change)
CREATE (r)-[:DELIVERS_PAST {from: l.from, to: $at}]->(c)
DELETE l
RETURN changeId
