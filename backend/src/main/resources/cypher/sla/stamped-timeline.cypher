// Purpose: a record's timeline with its events in journal order and its clocks, and a stamp of the terms in force: whoever
// changes a definition takes the lock of the settings, and whoever changes a calendar counts its revision.
// Parameters: recordId, settingsId. Index: entity_id, sla_timeline_record, sla_event_record, sla_clock_record,
// business_calendar_name_key. Row: terms, timeline or null, events, clocks.
MATCH (s:Entity {id: $settingsId}) WHERE s:SlaSettings
OPTIONAL MATCH (t:SlaTimeline {recordId: $recordId})
RETURN t AS timeline,
  coalesce(s.lockedBy, '') + reduce(text = '', revision IN COLLECT {
    MATCH (c:BusinessCalendar) WHERE c.nameKey >= '' RETURN c.revision ORDER BY c.nameKey
  } | text + ' ' + toString(revision)) AS terms,
  COLLECT { MATCH (e:SlaEvent {recordId: $recordId}) RETURN e ORDER BY e.sequence } AS events,
  COLLECT { MATCH (c:SlaClock {recordId: $recordId}) RETURN c ORDER BY c.metric, c.ordinal } AS clocks
