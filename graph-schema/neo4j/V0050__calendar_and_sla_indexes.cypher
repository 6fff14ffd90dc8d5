// kind: schema
CREATE CONSTRAINT business_calendar_name_key IF NOT EXISTS FOR (c:BusinessCalendar) REQUIRE c.nameKey IS UNIQUE;
CREATE INDEX business_calendar_version_calendar IF NOT EXISTS FOR (v:BusinessCalendarVersion) ON (v.calendarId);
CREATE INDEX sla_definition_name_key IF NOT EXISTS FOR (d:SlaDefinition) ON (d.nameKey);
CREATE CONSTRAINT sla_definition_version IF NOT EXISTS
  FOR (v:SlaDefinitionVersion) REQUIRE (v.definitionId, v.version) IS UNIQUE;
CREATE CONSTRAINT sla_timeline_record IF NOT EXISTS FOR (t:SlaTimeline) REQUIRE t.recordId IS UNIQUE;
CREATE CONSTRAINT sla_timeline_open IF NOT EXISTS FOR (t:SlaTimeline) REQUIRE t.openKey IS UNIQUE;
CREATE CONSTRAINT sla_event_sequence IF NOT EXISTS FOR (e:SlaEvent) REQUIRE (e.recordId, e.sequence) IS UNIQUE;
CREATE INDEX sla_event_record IF NOT EXISTS FOR (e:SlaEvent) ON (e.recordId);
CREATE CONSTRAINT sla_clock_key IF NOT EXISTS FOR (c:SlaClock) REQUIRE c.key IS UNIQUE;
CREATE INDEX sla_clock_record IF NOT EXISTS FOR (c:SlaClock) ON (c.recordId);
