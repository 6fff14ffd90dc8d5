// Purpose: how many changes each of several releases contains that the reader does not see; all of them for who reads no changes.
// Parameters: ids, reads, v. Index: release_id. Row: id (of the release), hiddenCount.
UNWIND $ids AS id
MATCH (r:Release {id: id})-[:DELIVERS]->(c:Change)
WHERE NOT $reads OR NOT $$visible(c)$$
RETURN id, count(c) AS hiddenCount
