// Purpose: links configuration items to a ticket whose lock is held; the unique key refuses a second link.
// Parameters: id, ciIds, at, linkId (tells new links from old). Index: entity_id. Row: ciId of each new link.
MATCH (t:Entity {id: $id}) WHERE t:$$Ticket$$
UNWIND $ciIds AS ciId
MATCH (c:Entity {id: ciId}) WHERE c:ConfigurationItem
MERGE (t)-[a:AFFECTS {key: $id + '/' + ciId}]->(c)
ON CREATE SET a.from = $at, a.linkId = $linkId
WITH a, ciId WHERE a.linkId = $linkId
RETURN DISTINCT ciId
