// Purpose: the visible configuration items that each of several releases or a visible change in it affects.
// Parameters: ids, v. Index: release_id. Row: id (of the release), linkedIds.
UNWIND $ids AS id
MATCH (r:Release {id: id})-[:DELIVERS]->{0,1}(t)-[:AFFECTS]->(ci:ConfigurationItem)
WHERE (t = r OR (t:Change AND $$visible(t)$$)) AND $$visible(ci)$$
RETURN id, collect(DISTINCT ci.id) AS linkedIds
