// Purpose: links incidents and problems to the change that is to resolve them; the locks of all are held, and the unique key refuses
// a second link.
// Parameters: id, recordIds, at, linkId (tells new links from old). Index: entity_id. Row: recordId of each new link.
MATCH (c:Entity {id: $id}) WHERE c:Change
UNWIND $recordIds AS recordId
MATCH (r:Entity {id: recordId}) WHERE r:Incident OR r:Problem
MERGE (c)-[l:RESOLVES {key: $id + '/' + recordId}]->(r)
ON CREATE SET l.from = $at, l.linkId = $linkId
WITH l, recordId WHERE l.linkId = $linkId
RETURN DISTINCT recordId
