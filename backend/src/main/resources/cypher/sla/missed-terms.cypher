// Purpose: how many records the last comparison found whose open clocks did not follow the terms in force.
// Parameters: settingsId. Index: entity_id. Row: missed.
MATCH (s:Entity {id: $settingsId})
WHERE s:SlaSettings
RETURN coalesce(s.missedTerms, 0) AS missed
