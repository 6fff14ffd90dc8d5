// Purpose: the changes that a release contains, whoever sees them; there are at most 100.
// Parameters: id. Index: release_id. Row: changeId.
MATCH (r:Release {id: $id})-[:DELIVERS]->(c:Change)
RETURN c.id AS changeId
ORDER BY changeId
