// Purpose: all work notes and comments on several records, to be compared with their trails.
// Parameters: recordIds. Index: work_log_entry_record. Row: entry.
UNWIND $recordIds AS recordId
MATCH (w:WorkLogEntry {recordId: recordId})
WHERE w.occurredAt IS NOT NULL AND w.id IS NOT NULL
RETURN w AS entry
