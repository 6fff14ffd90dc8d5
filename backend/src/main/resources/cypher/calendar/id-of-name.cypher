// Purpose: the calendar of a name, compared without regard to case.
// Parameters: nameKey. Index: business_calendar_name_key. Row: id, or none.
MATCH (c:BusinessCalendar {nameKey: $nameKey})
RETURN c.id AS id
