// Purpose: upserts teams that differ from what is stored, and the organisation above each; rows come each after the one
// above it, at most 500. Takes each lock before comparing.
// Parameters: rows (id, name, path, withinId, sortKey, searchText, fingerprint), now, lock. Index: entity_id. Row: id,
// revision and before (name, path, withinId, active) of each that was changed.
UNWIND $rows AS row
MERGE (t:Entity {id: row.id})
SET t.lockedBy = $lock
WITH t, row
WHERE t.fingerprint IS NULL OR t.fingerprint <> row.fingerprint OR NOT t.active
WITH t, row, {name: t.name, path: t.path, withinId: t.organisationId, active: t.active} AS before
SET t:Team, t.name = row.name, t.path = row.path, t.organisationId = row.withinId, t.sortKey = row.sortKey,
    t.searchText = row.searchText, t.fingerprint = row.fingerprint, t.active = true, t.synchronisedAt = $now,
    t.revision = coalesce(t.revision, 0) + 1
WITH t, row, before
CALL (t, row) {
  MATCH (t)-[old:TEAM_OF]->(other:Organisation) WHERE row.withinId IS NULL OR other.id <> row.withinId
  DELETE old
}
CALL (t, row) {
  MATCH (above:Entity {id: row.withinId}) WHERE above:Organisation
  MERGE (t)-[:TEAM_OF]->(above)
}
RETURN t.id AS id, t.revision AS revision, before
