// Purpose: the configuration items that a change touches, whoever sees them.
// Parameters: id. Index: change_id. Row: ciId.
MATCH (c:Change {id: $id})-[:AFFECTS]->(ci:ConfigurationItem)
RETURN ci.id AS ciId
ORDER BY ciId
