// Purpose: calendars with the rules in force at their newest revision.
// Parameters: ids. Index: entity_id, business_calendar_version_calendar. Row: calendar, versions by the date they begin.
UNWIND $ids AS id
MATCH (c:Entity {id: id})
WHERE c:BusinessCalendar
CALL (c) {
  MATCH (v:BusinessCalendarVersion {calendarId: c.id})
  WHERE v.untilRevision IS NULL
  WITH v ORDER BY v.validFrom
  RETURN collect(v) AS versions
}
RETURN c AS calendar, versions
