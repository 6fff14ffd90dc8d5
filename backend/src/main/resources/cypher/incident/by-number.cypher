// Purpose: the incident with a number, if it is visible.
// Parameters: number, v. Index: incident_number. Row: incident.
MATCH (i:Incident {number: $number}) WHERE $$visible(i)$$
RETURN i AS incident
