// Purpose: gives a configuration item a support team for tests.
// Parameters: id, teamId. Index: entity_id. Row: none.
MATCH (c:Entity {id: $id}) WHERE c:ConfigurationItem
SET c.supportTeamId = $teamId
