// Purpose: a person for tests, if the directory has not made one.
// Parameters: id, organisationId. Index: entity_id. Row: none.
MERGE (p:Entity {id: $id})
SET p:Person, p.active = true, p.organisationId = $organisationId,
    p.username = coalesce(p.username, $id), p.displayName = coalesce(p.displayName, 'Test person'),
    p.origin = coalesce(p.origin, 'DIRECTORY'), p.sortKey = coalesce(p.sortKey, $id), p.searchText = coalesce(p.searchText, '')
