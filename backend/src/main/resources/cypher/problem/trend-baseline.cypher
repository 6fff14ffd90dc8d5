// Purpose: how many of the newest incidents before a window, of those that would count for trends, affect which configuration
// items.
// Parameters: from (just before the time looked at), to (its last instant), limit, v. Index: incident_reported_at (range, order).
// Row: ciIds (visible or not), count, oldest (the oldest report among them).
MATCH (i:Incident)
WHERE i.reportedAt > $from AND i.reportedAt <= $to AND i.id IS NOT NULL AND $$recurs(i)$$
WITH i ORDER BY i.reportedAt DESC, i.id DESC LIMIT $limit
WITH i.reportedAt AS reportedAt,
  COLLECT {
    MATCH (i)-[:AFFECTS]->(c:ConfigurationItem)
    RETURN c.id ORDER BY c.id
  } AS ciIds
RETURN ciIds, count(*) AS count, min(reportedAt) AS oldest
