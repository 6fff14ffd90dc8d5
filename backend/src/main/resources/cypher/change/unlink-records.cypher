// Purpose: ends links of a change to incidents and problems, whose locks are held; that there was a link stays known.
// Parameters: id, recordIds, at. Index: resolves_key. Row: recordId of each link that was ended.
UNWIND $recordIds AS recordId
MATCH (c:Change)-[l:RESOLVES {key: $id + '/' + recordId}]->(r:Entity)
CREATE (c)-[:RESOLVES_PAST {from: l.from, to: $at}]->(r)
DELETE l
RETURN recordId
