// Purpose: the visible incidents on some items that were reported in the time that is asked about for each, the newest first, with the changes that are
// to resolve them. An incident that is on several of the items has a row for each. Starts from the incidents of all these times: an item keeps
// all changes and incidents that it ever had.
// Parameters: from, to, times (by the id of each item from and to; all ends are excluded), limit, v. Index: incident_reported_at.
// Row: ciId, incidentId, reportedAt, resolvedByIds.
MATCH (i:Incident)
USING INDEX i:Incident(reportedAt, id)
WHERE i.reportedAt >= $from AND i.reportedAt < $to AND i.id IS NOT NULL AND i.state <> 'CANCELLED'
MATCH (i)-[:AFFECTS]->(ci:ConfigurationItem)
WITH i, ci.id AS ciId, $times[ci.id] AS time
WHERE i.reportedAt >= time.from AND i.reportedAt < time.to AND $$visible(i)$$
WITH i, ciId
ORDER BY i.reportedAt DESC, i.id, ciId
LIMIT $limit
RETURN ciId, i.id AS incidentId, i.reportedAt AS reportedAt, [(c:Change)-[:RESOLVES]->(i) | c.id] AS resolvedByIds
