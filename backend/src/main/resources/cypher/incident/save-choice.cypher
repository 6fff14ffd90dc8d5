// Purpose: changes a choice under its lock.
// Parameters: key, name, active, revision. Index: incident_choice_key. Row: none.
MATCH (c:IncidentChoice {key: $key})
SET c.name = $name, c.active = $active, c.revision = $revision
