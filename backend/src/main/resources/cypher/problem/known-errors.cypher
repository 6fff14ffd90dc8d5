// Purpose: which of the visible known errors are on visible configuration items or on what these depend on over at most two
// relations that carry failure; what is hidden leads nowhere.
// Parameters: ciIds, limit, v. Index: entity_id. Row: problemId.
UNWIND $ciIds AS ciId
MATCH (c:Entity {id: ciId}) WHERE c:ConfigurationItem AND $$visible(c)$$
MATCH (c)(()-[:FAILS_WITH]->(below:ConfigurationItem) WHERE $$visible(below)$$){0,2}(cause:ConfigurationItem)<-[:AFFECTS]-(p:Problem)
WHERE p.knownErrorSince IS NOT NULL AND $$visible(p)$$
RETURN DISTINCT p.id AS problemId
LIMIT $limit
