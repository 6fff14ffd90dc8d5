// Purpose: the visible change that affects a configuration item and is being implemented; of several the one that began first.
// Parameters: ciId, v. Index: ci_id. Row: id, or none.
MATCH (ci:ConfigurationItem {id: $ciId})<-[:AFFECTS]-(c:Change)
WHERE c.state = 'IMPLEMENTING' AND $$visible(c)$$
RETURN c.id AS id
ORDER BY c.actualFrom, c.id LIMIT 1
