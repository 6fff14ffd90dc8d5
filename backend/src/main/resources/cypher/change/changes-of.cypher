// Purpose: the visible changes that are to resolve each of several incidents or problems, the oldest link first.
// Parameters: ids, v. Index: entity_id. Row: id (of the incident or problem), linkedIds.
UNWIND $ids AS id
MATCH (r:Entity {id: id})<-[l:RESOLVES]-(c:Change)
WHERE $$visible(c)$$
WITH id, c ORDER BY l.from, c.id
RETURN id, collect(c.id) AS linkedIds
