// Purpose: activates or deactivates a team for tests.
// Parameters: id, active. Index: entity_id. Row: none.
MATCH (t:Entity {id: $id}) WHERE t:Team
SET t.active = $active
