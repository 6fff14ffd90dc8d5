// Purpose: the visible incidents on some items that were reported in the time that is asked about for each, the newest first, with the changes that are
// to resolve them. An incident that is on several of the items has a row for each.
// Parameters: items (id, from, to of each, the end excluded), limit, v. Index: ci_id. Row: ciId, incidentId, reportedAt, resolvedByIds.
UNWIND $items AS item
MATCH (ci:ConfigurationItem {id: item.id})<-[:AFFECTS]-(i:Incident)
WHERE i.reportedAt >= item.from AND i.reportedAt < item.to AND i.state <> 'CANCELLED' AND $$visible(i)$$
WITH item.id AS ciId, i
ORDER BY i.reportedAt DESC, i.id, ciId
LIMIT $limit
RETURN ciId, i.id AS incidentId, i.reportedAt AS reportedAt, [(c:Change)-[:RESOLVES]->(i) | c.id] AS resolvedByIds
