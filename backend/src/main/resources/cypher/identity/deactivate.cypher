// Purpose: marks active people, teams or organisations as inactive; at most 500. Takes each lock before looking.
// Parameters: ids, now, lock. Index: entity_id. Row: id, revision of each that was changed.
MATCH (e:Entity)
USING INDEX e:Entity(id)
WHERE e.id IN $ids AND (e:Person OR e:Team OR e:Organisation)
SET e.lockedBy = $lock
WITH e WHERE e.active
SET e.active = false, e.deactivatedAt = $now, e.revision = coalesce(e.revision, 0) + 1
RETURN e.id AS id, e.revision AS revision
