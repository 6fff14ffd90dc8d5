// Purpose: lets one configuration item fail with another.
// Parameters: dependentId, providerId. Index: entity_id. Row: none.
MATCH (d:Entity {id: $dependentId}) WHERE d:ConfigurationItem
UNWIND [$providerId] AS providerId
MATCH (p:Entity {id: providerId}) WHERE p:ConfigurationItem
CREATE (d)-[:FAILS_WITH {effect: 'STOPS', relationId: randomUUID(), type: 'DEPENDS_ON'}]->(p)
