// Purpose: how many incidents are linked to a release.
// Parameters: id. Index: release_id. Row: count.
MATCH (r:Release {id: $id})
RETURN count { (r)-[:FOLLOWED_BY]->() } AS count
