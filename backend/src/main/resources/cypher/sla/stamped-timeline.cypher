// Purpose: a record's timeline with its events in journal order and its clocks, and which terms are in force: the newest version of
// each definition and the revision of each calendar.
// Parameters: recordId. Index: sla_timeline_record, sla_event_record, sla_clock_record, sla_definition_name_key,
// business_calendar_name_key. Row: definitions and calendars as texts in any order, timeline or null, events, clocks.
OPTIONAL MATCH (t:SlaTimeline {recordId: $recordId})
RETURN t AS timeline,
  COLLECT { MATCH (d:SlaDefinition) WHERE d.nameKey >= '' RETURN d.id + '/' + d.version } AS definitions,
  COLLECT { MATCH (c:BusinessCalendar) WHERE c.nameKey >= '' RETURN c.id + '/' + c.revision } AS calendars,
  COLLECT { MATCH (e:SlaEvent {recordId: $recordId}) RETURN e ORDER BY e.sequence } AS events,
  COLLECT { MATCH (c:SlaClock {recordId: $recordId}) RETURN c ORDER BY c.metric, c.ordinal } AS clocks
