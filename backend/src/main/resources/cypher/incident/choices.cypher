// Purpose: all hold reasons and resolution codes, in their order; a few dozen.
// Parameters: none. Index: incident_choice_key. Row: choice.
MATCH (c:IncidentChoice) WHERE c.key > ''
RETURN c AS choice
ORDER BY c.key
