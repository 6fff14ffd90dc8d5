// Purpose: teams by id.
// Parameters: ids. Index: entity_id. Row: team.
MATCH (t:Entity) WHERE t.id IN $ids AND t:Team
RETURN t AS team
