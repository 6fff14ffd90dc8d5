// Purpose: the newest texts of the work notes and of the comments on several records, newest first, as many as fit.
// Parameters: recordIds, kinds, end (an instant that none is after), characters (of each record and kind), limit (likewise).
// Index: work_log_entry_record. Row: recordId, kind, texts.
UNWIND $recordIds AS recordId
UNWIND $kinds AS kind
CALL (recordId, kind) {
  MATCH (w:WorkLogEntry {recordId: recordId})
  WHERE w.occurredAt <= $end AND w.id > '' AND w.kind = kind
  WITH w ORDER BY w.occurredAt DESC, w.id DESC LIMIT $limit
  WITH collect(w.text) AS newest
  RETURN [text IN reduce(
      kept = {room: $characters, texts: []},
      text IN newest | {
        room: kept.room - size(text),
        texts: CASE WHEN kept.room > 0 THEN kept.texts + left(text, kept.room) ELSE kept.texts END
      }
    ).texts | text] AS texts
}
WITH recordId, kind, texts
WHERE texts <> []
RETURN recordId, kind, texts
