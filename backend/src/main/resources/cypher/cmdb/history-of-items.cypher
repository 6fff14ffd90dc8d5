// Purpose: the newest moments in the histories of several CIs: changes of the CI itself, relations to what the reader may see that were
// made or ended, changes of planned outages, tickets that the reader may see that were linked or unlinked.
// Parameters: ids, v, kinds (labels of the tickets that the reader may read), beforeAt, beforeId, beforeNumber (of the cursor, null at
// the beginning), limit. Index: ci_id, audit_entry_chain. Row: ciId, moments (at, recordId, number within the record, sequence in
// its trail, linked: true or false for a ticket, else null).
UNWIND $ids AS id
MATCH (ci:ConfigurationItem {id: id})
RETURN ci.id AS ciId, COLLECT {
  CALL (ci) {
    MATCH (e:AuditEntry {chainId: ci.id})
    WHERE e.sequence > 0
    WITH e.occurredAt AS at, e.chainId AS recordId, e.sequence AS n
    WHERE $beforeAt IS NULL OR at < $beforeAt
      OR at = $beforeAt AND (recordId < $beforeId OR recordId = $beforeId AND n < $beforeNumber)
    RETURN at, recordId, n, n AS sequence, null AS linked
    ORDER BY at DESC, recordId DESC, n DESC LIMIT $limit
    UNION ALL
    MATCH (ci)-[r:DEPENDS_ON|RUNS_ON|POWERED_BY|LOCATED_IN|CONTAINS|USES|PART_OF|CONNECTED_TO|CONNECTED_BY|DOCUMENTED_BY|
      DEPENDS_ON_PAST|RUNS_ON_PAST|POWERED_BY_PAST|LOCATED_IN_PAST|CONTAINS_PAST|USES_PAST|PART_OF_PAST|CONNECTED_TO_PAST|CONNECTED_BY_PAST|DOCUMENTED_BY_PAST]-(other:ConfigurationItem)
    WHERE $$visible(other)$$
    UNWIND CASE WHEN r.to IS NULL THEN [{at: r.from, n: 1}] ELSE [{at: r.from, n: 1}, {at: r.to, n: 2}] END AS moment
    WITH moment.at AS at, r.id AS recordId, moment.n AS n
    WHERE $beforeAt IS NULL OR at < $beforeAt
      OR at = $beforeAt AND (recordId < $beforeId OR recordId = $beforeId AND n < $beforeNumber)
    RETURN at, recordId, n, n AS sequence, null AS linked
    ORDER BY at DESC, recordId DESC, n DESC LIMIT $limit
    UNION ALL
    MATCH (ci)<-[:PLANNED_FOR]-(o:PlannedOutage)
    MATCH (e:AuditEntry {chainId: o.id})
    WHERE e.sequence > 0
    WITH e.occurredAt AS at, e.chainId AS recordId, e.sequence AS n
    WHERE $beforeAt IS NULL OR at < $beforeAt
      OR at = $beforeAt AND (recordId < $beforeId OR recordId = $beforeId AND n < $beforeNumber)
    RETURN at, recordId, n, n AS sequence, null AS linked
    ORDER BY at DESC, recordId DESC, n DESC LIMIT $limit
    UNION ALL
    MATCH (ci)<-[a:AFFECTS|AFFECTS_PAST]-(t:Ticket)
    WHERE any(kind IN $kinds WHERE kind IN labels(t)) AND $$visible(t)$$
    UNWIND CASE WHEN a.to IS NULL THEN [{at: a.from, n: 1}] ELSE [{at: a.from, n: 1}, {at: a.to, n: 2}] END AS moment
    WITH ci, moment.at AS at, t.id AS recordId, moment.n AS n
    WHERE $beforeAt IS NULL OR at < $beforeAt
      OR at = $beforeAt AND (recordId < $beforeId OR recordId = $beforeId AND n < $beforeNumber)
    WITH ci, at, recordId, n ORDER BY at DESC, recordId DESC, n DESC LIMIT $limit
    CALL (ci, at, recordId) {
      MATCH (e:AuditEntry {chainId: recordId})
      WHERE e.sequence > 0 AND e.occurredAt = at
        AND any(value IN e.values WHERE value CONTAINS '"ciIds"' AND value CONTAINS ci.id)
      RETURN min(e.sequence) AS first, max(e.sequence) AS last
    }
    WITH at, recordId, n, CASE n WHEN 1 THEN first ELSE last END AS sequence
    WHERE sequence IS NOT NULL
    RETURN at, recordId, n, sequence, n = 1 AS linked
  }
  RETURN {at: at, recordId: recordId, number: n, sequence: sequence, linked: linked} AS moment
  ORDER BY at DESC, recordId DESC, n DESC LIMIT $limit
} AS moments
