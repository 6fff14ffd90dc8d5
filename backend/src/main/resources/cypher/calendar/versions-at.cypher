// Purpose: the rules of calendars as they were at revisions. Each revision brings a version, and what is read here is kept for
// good: whoever reads while it is being committed may not see its version yet.
// Parameters: rows of calendarId, revision. Index: business_calendar_version_calendar.
// Row: calendarId, revision (null if its own version is not there), versions by the date they begin, the newer one last.
UNWIND $rows AS row
MATCH (v:BusinessCalendarVersion {calendarId: row.calendarId})
WHERE v.sinceRevision <= row.revision AND (v.untilRevision IS NULL OR v.untilRevision > row.revision)
WITH row, v ORDER BY v.validFrom, v.sinceRevision
WITH row.calendarId AS calendarId, row.revision AS revision, collect(v) AS versions, max(v.sinceRevision) AS newest
RETURN calendarId, CASE WHEN newest = revision THEN revision END AS revision, versions
