// Purpose: every schedule.
// Parameters: none. Index: none. Scan: there is one for each periodic job. Row: schedule.
MATCH (s:Schedule)
WHERE s.nextDue IS NOT NULL
RETURN s AS schedule ORDER BY s.name
