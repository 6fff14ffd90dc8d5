// Purpose: the visible incidents on some items that were reported in the time that is asked about for each, the newest first, with the changes that are
// to resolve them. An incident that is on several of the items is told for each. Starts from the incidents of all these times, the newest of which are
// read: an item keeps all changes and incidents that it ever had.
// Parameters: spans (from, to of each, disjoint, the last first), times (by the id of each item from and to; all ends are excluded), mostRead, limit, v.
// Index: incident_reported_at (range and order).
// Row: readCount (incidents of these times, whatever they are on), incidents (ciId, incidentId, reportedAt, resolvedByIds); one row.
CALL () {
  UNWIND $spans AS span
  CALL (span) {
    MATCH (i:Incident)
    USING INDEX i:Incident(reportedAt, id)
    WHERE i.reportedAt >= span.from AND i.reportedAt < span.to AND i.id IS NOT NULL
    RETURN i
    ORDER BY i.reportedAt DESC
    LIMIT $mostRead
  }
  WITH i
  LIMIT $mostRead
  RETURN collect(i) AS read
}
RETURN size(read) AS readCount, COLLECT {
  UNWIND read AS i
  MATCH (i)-[:AFFECTS]->(ci:ConfigurationItem)
  WITH i, ci.id AS ciId, $times[ci.id] AS time
  WHERE i.reportedAt >= time.from AND i.reportedAt < time.to AND i.state <> 'CANCELLED' AND $$visible(i)$$
  WITH i, ciId
  ORDER BY i.reportedAt DESC, i.id, ciId
  LIMIT $limit
  RETURN {ciId: ciId, incidentId: i.id, reportedAt: i.reportedAt, resolvedByIds: [(c:Change)-[:RESOLVES]->(i) | c.id]}
} AS incidents
