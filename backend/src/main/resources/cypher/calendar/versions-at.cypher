// Purpose: the rules of calendars as they were at revisions.
// Parameters: rows of calendarId, revision. Index: business_calendar_version_calendar.
// Row: calendarId, revision, versions by the date they begin.
UNWIND $rows AS row
MATCH (v:BusinessCalendarVersion {calendarId: row.calendarId})
WHERE v.sinceRevision <= row.revision AND (v.untilRevision IS NULL OR v.untilRevision > row.revision)
WITH row, v ORDER BY v.validFrom
RETURN row.calendarId AS calendarId, row.revision AS revision, collect(v) AS versions
