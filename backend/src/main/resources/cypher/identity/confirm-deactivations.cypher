// Purpose: lets the next synchronisation make as many inactive as are held now.
// Parameters: none. Index: identity_synchronisation_name. Row: name, or none if nothing is held.
MATCH (s:IdentitySynchronisation {name: 'identity'})
SET s.lockedBy = 'confirmation'
WITH s
WHERE s.heldSince IS NOT NULL
SET s.confirmedPeople = s.heldPeople, s.confirmedTeams = s.heldTeams, s.confirmedOrganisations = s.heldOrganisations
RETURN s.name AS name
