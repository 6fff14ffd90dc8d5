// Purpose: what the last comparison of search index and records found.
// Parameters: none. Index: search_drift_name. Row: drift, or none before the first.
MATCH (d:SearchDrift {name: 'search'})
RETURN d AS drift
