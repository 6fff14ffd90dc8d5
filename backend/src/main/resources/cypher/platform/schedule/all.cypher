// Purpose: when periodic jobs are due.
// Parameters: names. Index: schedule_name. Row: schedule.
UNWIND $names AS name
MATCH (s:Schedule {name: name})
RETURN s AS schedule
