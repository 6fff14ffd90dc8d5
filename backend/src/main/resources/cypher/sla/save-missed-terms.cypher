// Purpose: keeps what a comparison of open clocks with the terms in force found.
// Parameters: settingsId, missed. Index: entity_id. Row: none.
MATCH (s:Entity {id: $settingsId})
WHERE s:SlaSettings
SET s.missedTerms = $missed
