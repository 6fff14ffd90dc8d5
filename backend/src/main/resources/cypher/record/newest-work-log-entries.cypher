// Purpose: the newest work notes and comments on several records, newest first.
// Parameters: recordIds, kinds, beforeInstant and beforeId (null for the beginning), limit (for each record).
// Index: work_log_entry_record. Row: entry.
UNWIND $recordIds AS recordId
CALL (recordId) {
  MATCH (w:WorkLogEntry {recordId: recordId})
  WHERE w.kind IN $kinds
    AND ($beforeInstant IS NULL
      OR w.occurredAt < $beforeInstant
      OR (w.occurredAt = $beforeInstant AND w.id < $beforeId))
  RETURN w
  ORDER BY w.occurredAt DESC, w.id DESC
  LIMIT $limit
}
RETURN w AS entry
