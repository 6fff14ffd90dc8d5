// Purpose: teams by id.
// Parameters: ids. Index: entity_id. Row: team.
MATCH (t:Entity)
USING INDEX t:Entity(id)
WHERE t.id IN $ids AND t:Team
RETURN t AS team
