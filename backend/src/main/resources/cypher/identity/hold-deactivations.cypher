// Purpose: notes that a synchronisation was stopped because it would make many inactive. What was confirmed of fewer stays
// confirmed, and does not hold for more. The lease that lets one run at a time is held.
// Parameters: people, teams, organisations, now. Index: identity_synchronisation_name. Row: none.
MERGE (s:IdentitySynchronisation {name: 'identity'})
SET s.failedAt = $now, s.heldSince = coalesce(s.heldSince, $now),
    s.heldPeople = $people, s.heldTeams = $teams, s.heldOrganisations = $organisations
