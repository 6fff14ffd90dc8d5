// Purpose: all work notes and comments on several records, with what they said before, to be compared with their trails.
// Parameters: recordIds. Index: work_log_entry_record. Row: entry, earlier (the oldest first).
UNWIND $recordIds AS recordId
MATCH (w:WorkLogEntry {recordId: recordId})
WHERE w.occurredAt IS NOT NULL AND w.id IS NOT NULL
RETURN
  w AS entry,
  COLLECT {
    MATCH (w)-[:SAID_BEFORE]->(v:WorkLogVersion)
    RETURN v ORDER BY v.number
  } AS earlier
