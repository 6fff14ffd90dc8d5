// Purpose: the changes that each of several releases contains, whoever sees them.
// Parameters: ids. Index: release_id. Row: id (of the release), linkedIds.
UNWIND $ids AS id
MATCH (r:Release {id: id})-[:DELIVERS]->(c:Change)
RETURN id, collect(c.id) AS linkedIds
