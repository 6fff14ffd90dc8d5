// Purpose: notes that a synchronisation with the identity provider failed. The lease that lets one run at a time is held.
// Parameters: failedAt. Index: identity_synchronisation_name. Row: none.
MERGE (s:IdentitySynchronisation {name: 'identity'})
SET s.failedAt = $failedAt
