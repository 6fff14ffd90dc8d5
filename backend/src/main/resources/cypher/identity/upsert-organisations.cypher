// Purpose: upserts organisations that differ from what is stored, and the organisation above each; rows come each after
// the one above it, at most 500. Takes each lock before comparing.
// Parameters: rows (id, name, path, withinId, sortKey, searchText, fingerprint), now, lock. Index: entity_id. Row: id,
// revision and before (name, path, withinId, active) of each that was changed.
UNWIND $rows AS row
MERGE (o:Entity {id: row.id})
SET o.lockedBy = $lock
WITH o, row
WHERE o.fingerprint IS NULL OR o.fingerprint <> row.fingerprint OR NOT o.active
WITH o, row, {name: o.name, path: o.path, withinId: o.parentId, active: o.active} AS before
SET o:Organisation, o.name = row.name, o.path = row.path, o.parentId = row.withinId, o.sortKey = row.sortKey,
    o.searchText = row.searchText, o.fingerprint = row.fingerprint, o.active = true, o.synchronisedAt = $now,
    o.revision = coalesce(o.revision, 0) + 1
WITH o, row, before
CALL (o, row) {
  MATCH (o)-[old:PART_OF_ORGANISATION]->(other:Organisation) WHERE row.withinId IS NULL OR other.id <> row.withinId
  DELETE old
}
CALL (o, row) {
  MATCH (above:Entity {id: row.withinId}) WHERE above:Organisation
  MERGE (o)-[:PART_OF_ORGANISATION]->(above)
}
RETURN o.id AS id, o.revision AS revision, before
