// Purpose: the newest incidents of a window that count for trends.
// Parameters: from (just before the window), to (its last instant), limit, v. Index: incident_reported_at (range and order).
// Row: id, reportedAt, ciIds (visible or not); newest first.
MATCH (i:Incident)
WHERE i.reportedAt > $from AND i.reportedAt <= $to AND i.id IS NOT NULL AND $$recurs(i)$$
WITH i ORDER BY i.reportedAt DESC, i.id DESC LIMIT $limit
RETURN i.id AS id, i.reportedAt AS reportedAt,
  COLLECT {
    MATCH (i)-[:AFFECTS]->(c:ConfigurationItem)
    RETURN c.id
  } AS ciIds
ORDER BY reportedAt DESC, id DESC
