// Purpose: calendars by name, after one of them.
// Parameters: afterName and afterId (null for the beginning), limit. Index: business_calendar_name_key,
// business_calendar_version_calendar. Row: calendar, versions by the date they begin.
MATCH (c:BusinessCalendar)
WHERE c.nameKey >= coalesce($afterName, '')
  AND ($afterId IS NULL OR c.nameKey > $afterName OR c.id > $afterId)
WITH c ORDER BY c.nameKey, c.id LIMIT $limit
CALL (c) {
  MATCH (v:BusinessCalendarVersion {calendarId: c.id})
  WHERE v.untilRevision IS NULL
  WITH v ORDER BY v.validFrom
  RETURN collect(v) AS versions
}
RETURN c AS calendar, versions
ORDER BY c.nameKey, c.id
