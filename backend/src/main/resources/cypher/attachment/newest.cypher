// Purpose: the files attached to several records, newest first.
// Parameters: recordIds, internal (whether those too that are only for who works on the record), beforeInstant, beforeId, limit (for each record).
// Index: attachment_record, whose order is known from its first key on. Row: recordId, node. CASE, because the planner may read the two
// sides of an OR apart, and sort.
UNWIND $recordIds AS recordId
CALL (recordId) {
  MATCH (a:Attachment {recordId: recordId})
  WHERE a.attachedAt <= $beforeInstant AND a.id > ''
    AND CASE WHEN a.attachedAt = $beforeInstant THEN a.id < $beforeId ELSE true END
    AND ($internal OR NOT a.internal)
  RETURN a
  ORDER BY a.recordId DESC, a.attachedAt DESC, a.id DESC
  LIMIT $limit
}
RETURN recordId, a AS node
