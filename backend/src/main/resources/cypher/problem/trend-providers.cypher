// Purpose: one level of a walk: the visible configuration items that these depend on.
// Parameters: ids, limit, v. Index: ci_id. Row: id, providerId.
UNWIND $ids AS id
MATCH (ci:ConfigurationItem {id: id})-[:FAILS_WITH]->(provider:ConfigurationItem)
WHERE $$visible(provider)$$
WITH DISTINCT ci, provider
LIMIT $limit
RETURN ci.id AS id, provider.id AS providerId
