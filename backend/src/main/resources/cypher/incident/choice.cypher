// Purpose: one hold reason or resolution code.
// Parameters: key. Index: incident_choice_key. Row: choice.
MATCH (c:IncidentChoice {key: $key})
RETURN c AS choice
