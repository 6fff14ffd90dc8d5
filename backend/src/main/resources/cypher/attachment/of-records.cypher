// Purpose: all files attached to several records, in the order in which they were attached.
// Parameters: recordIds. Index: attachment_record. Row: node.
UNWIND $recordIds AS recordId
MATCH (a:Attachment {recordId: recordId})
WHERE a.attachedAt IS NOT NULL AND a.id IS NOT NULL
RETURN a AS node
ORDER BY a.attachedAt, a.id
