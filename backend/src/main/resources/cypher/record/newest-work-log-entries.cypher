// Purpose: the newest work notes and comments on several records, newest first.
// Parameters: recordIds, kinds, beforeInstant, beforeId, limit (for each record).
// Index: work_log_entry_record, whose order is known from its first key on. Row: recordId, entry. CASE, because the planner may read the two
// sides of an OR apart, and sort.
UNWIND $recordIds AS recordId
CALL (recordId) {
  MATCH (w:WorkLogEntry {recordId: recordId})
  WHERE w.occurredAt <= $beforeInstant AND w.id > ''
    AND CASE WHEN w.occurredAt = $beforeInstant THEN w.id < $beforeId ELSE true END
    AND w.kind IN $kinds
  RETURN w
  ORDER BY w.recordId DESC, w.occurredAt DESC, w.id DESC
  LIMIT $limit
}
RETURN recordId, w AS entry
