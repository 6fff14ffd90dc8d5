// Purpose: what is stored of each team, to see what a synchronisation must change.
// Parameters: none. Index: team_sort_key. Row: id, active, erased, fingerprint.
MATCH (g:Team) WHERE g.sortKey > ''
RETURN g.id AS id, g.active AS active, false AS erased, g.fingerprint AS fingerprint
