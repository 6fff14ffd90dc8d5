// Purpose: asks for a search index to be built unless one is being built; looks under the lock.
// Parameters: now, lock. Index: search_rebuild_name. Row: rebuild.
MERGE (r:SearchRebuild {name: 'search'})
ON CREATE SET r.phase = 'IDLE'
SET r.lockedBy = $lock
WITH r, r.phase = 'IDLE' AS idle
SET r.phase = CASE WHEN idle THEN 'REQUESTED' ELSE r.phase END,
    r.requestedAt = CASE WHEN idle THEN $now ELSE r.requestedAt END,
    r.written = CASE WHEN idle THEN 0 ELSE r.written END
RETURN r AS rebuild
