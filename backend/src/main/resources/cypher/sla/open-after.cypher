// Purpose: timelines of open records, by the timeline's id, after one of them.
// Parameters: after (empty for the beginning), limit. Index: sla_timeline_open. Row: timelineId, recordType, recordId.
MATCH (t:SlaTimeline)
WHERE t.openKey > $after
RETURN t.openKey AS timelineId, t.recordType AS recordType, t.recordId AS recordId
ORDER BY t.openKey
LIMIT $limit
