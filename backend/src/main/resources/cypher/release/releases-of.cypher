// Purpose: the visible releases that contain each of several changes, the oldest link first; of one change at most the 20 oldest.
// Parameters: ids, v. Index: change_id. Row: id (of the change), linkedIds.
UNWIND $ids AS id
MATCH (c:Change {id: id})<-[l:DELIVERS]-(r:Release)
WHERE $$visible(r)$$
WITH id, r ORDER BY l.from, r.id
RETURN id, collect(r.id)[..20] AS linkedIds
