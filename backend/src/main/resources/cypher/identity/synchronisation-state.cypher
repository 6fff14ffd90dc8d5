// Purpose: how synchronisation with the identity provider stands.
// Parameters: none. Index: identity_synchronisation_name. Row: state, or none before the first run.
MATCH (s:IdentitySynchronisation {name: 'identity'})
RETURN s AS state
