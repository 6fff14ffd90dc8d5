// Purpose: keeps what a comparison of search index and records found.
// Parameters: checked, missing, stale, orphaned, repaired, finishedAt. Index: search_drift_name. Row: none.
MERGE (d:SearchDrift {name: 'search'})
SET d.checked = $checked, d.missing = $missing, d.stale = $stale, d.orphaned = $orphaned, d.repaired = $repaired,
    d.finishedAt = $finishedAt
