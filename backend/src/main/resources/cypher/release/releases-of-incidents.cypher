// Purpose: the visible releases that each of several incidents has to do with, the oldest link first; of one incident at most the 20 oldest.
// Parameters: ids, v. Index: incident_id. Row: id (of the incident), linkedIds.
UNWIND $ids AS id
MATCH (i:Incident {id: id})<-[l:FOLLOWED_BY]-(r:Release)
WHERE $$visible(r)$$
WITH id, r ORDER BY l.from, r.id
RETURN id, collect(r.id)[..20] AS linkedIds
