// Purpose: the visible changes that each of several releases contains, the oldest link first.
// Parameters: ids, v. Index: release_id. Row: id (of the release), linkedIds.
UNWIND $ids AS id
MATCH (r:Release {id: id})-[l:DELIVERS]->(c:Change)
WHERE $$visible(c)$$
WITH id, c ORDER BY l.from, c.id
RETURN id, collect(c.id) AS linkedIds
