// Purpose: what is stored of each organisation, to see what a synchronisation must change.
// Parameters: none. Index: organisation_sort_key. Row: id, active, erased, fingerprint.
MATCH (g:Organisation) WHERE g.sortKey > ''
RETURN g.id AS id, g.active AS active, false AS erased, g.fingerprint AS fingerprint
