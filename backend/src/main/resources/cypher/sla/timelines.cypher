// Purpose: the timelines of records with their events in journal order and their clocks.
// Parameters: recordIds. Index: sla_timeline_record, sla_event_record, sla_clock_record.
// Row: timeline, events, clocks; none for a record without a timeline.
UNWIND $recordIds AS recordId
MATCH (t:SlaTimeline {recordId: recordId})
CALL (t) {
  MATCH (e:SlaEvent {recordId: t.recordId})
  WITH e ORDER BY e.sequence
  RETURN collect(e) AS events
}
CALL (t) {
  MATCH (c:SlaClock {recordId: t.recordId})
  WITH c ORDER BY c.metric, c.ordinal
  RETURN collect(c) AS clocks
}
RETURN t AS timeline, events, clocks
