// Purpose: upserts people that differ from what is stored, with their organisations and teams, at most 500. Takes each
// person's lock before comparing; an erased person stays as is.
// Parameters: rows (id, username, displayName, email, active, organisationId, groupIds, organisationIds, teamIds,
// clearanceLevel, sortKey, searchText, fingerprint), now, lock. Index: entity_id. Row: id, revision and before
// (username, displayName, email, active, clearanceLevel, organisationIds, teamIds) of each that was changed.
UNWIND $rows AS row
MERGE (p:Entity {id: row.id})
SET p.lockedBy = $lock
WITH p, row
WHERE p.erasedAt IS NULL
  AND (p.fingerprint IS NULL OR p.fingerprint <> row.fingerprint OR p.active <> row.active)
WITH p, row, {
  username: p.username, displayName: p.displayName, email: p.email, active: p.active, clearanceLevel: p.clearanceLevel,
  organisationIds: COLLECT { MATCH (p)-[:BELONGS_TO]->(o:Organisation) RETURN o.id ORDER BY o.id },
  teamIds: COLLECT { MATCH (p)-[:MEMBER_OF]->(t:Team) RETURN t.id ORDER BY t.id }
} AS before
SET p:Person, p.username = row.username, p.displayName = row.displayName, p.email = row.email,
    p.emailKey = toLower(row.email), p.active = row.active,
    p.organisationId = row.organisationId, p.clearanceLevel = row.clearanceLevel, p.sortKey = row.sortKey,
    p.searchText = row.searchText,
    p.fingerprint = row.fingerprint, p.origin = 'DIRECTORY', p.synchronisedAt = $now,
    p.createdAt = coalesce(p.createdAt, $now), p.revision = coalesce(p.revision, 0) + 1
WITH p, row, before
CALL (p, row) {
  MATCH (p)-[old:BELONGS_TO|MEMBER_OF]->(gone:Entity) WHERE NOT gone.id IN row.groupIds
  DELETE old
}
CALL (p, row) {
  UNWIND row.organisationIds AS organisationId
  MATCH (o:Entity {id: organisationId}) WHERE o:Organisation
  MERGE (p)-[:BELONGS_TO]->(o)
}
CALL (p, row) {
  UNWIND row.teamIds AS teamId
  MATCH (t:Entity {id: teamId}) WHERE t:Team
  MERGE (p)-[:MEMBER_OF]->(t)
}
RETURN p.id AS id, p.revision AS revision, before
