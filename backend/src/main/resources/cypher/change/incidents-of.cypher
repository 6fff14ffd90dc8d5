// Purpose: the visible incidents that each of several changes is to resolve, the oldest link first; at most 200 for each change.
// Parameters: ids, v. Index: entity_id. Row: id (of the change), linkedIds.
UNWIND $ids AS id
MATCH (c:Entity {id: id})-[l:RESOLVES]->(r:Incident)
WHERE c:Change AND $$visible(r)$$
WITH id, r ORDER BY l.from, r.id
RETURN id, collect(r.id) AS linkedIds
