// Purpose: how many calendars there are.
// Parameters: none. Index: business_calendar_name_key. Row: count.
MATCH (c:BusinessCalendar)
WHERE c.nameKey >= ''
RETURN count(c) AS count
