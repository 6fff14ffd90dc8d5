// Purpose: writes a work note or comment on a record whose lock is held.
// Parameters: id, recordId, kind, text, authorId, occurredAt, recordedAt. Index: none. Row: none.
CREATE (:Entity:WorkLogEntry {
  id: $id,
  recordId: $recordId,
  kind: $kind,
  text: $text,
  authorId: $authorId,
  occurredAt: $occurredAt,
  recordedAt: $recordedAt
})
