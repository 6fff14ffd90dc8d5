// Purpose: the configuration items that a release or a change in it touches, whoever sees them.
// Parameters: id. Index: release_id. Row: ciId.
MATCH (r:Release {id: $id})-[:DELIVERS]->{0,1}(t)-[:AFFECTS]->(ci:ConfigurationItem)
RETURN DISTINCT ci.id AS ciId
ORDER BY ciId
