// Purpose: keeps the progress of building the search index; the lease that fences it is checked in the same transaction.
// Parameters: phase, index, type, afterId, written, finishedAt. Index: search_rebuild_name. Row: none.
MATCH (r:SearchRebuild {name: 'search'})
SET r.phase = $phase, r.index = $index, r.type = $type, r.afterId = $afterId, r.written = $written,
    r.finishedAt = $finishedAt
