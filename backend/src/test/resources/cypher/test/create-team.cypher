// Purpose: a team with its members for tests.
// Parameters: id, organisationId, memberIds. Index: entity_id. Row: none.
MERGE (t:Entity {id: $id})
SET t:Team, t.name = 'Test team', t.path = '/teams/' + $id, t.organisationId = $organisationId, t.active = true,
    t.sortKey = $id, t.searchText = ''
WITH t
UNWIND $memberIds AS memberId
MATCH (p:Entity {id: memberId}) WHERE p:Person
MERGE (p)-[:MEMBER_OF]->(t)
