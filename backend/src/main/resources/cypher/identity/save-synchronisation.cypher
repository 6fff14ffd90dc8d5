// Purpose: saves what a synchronisation with the identity provider did. The lease that lets one run at a time is held.
// Parameters: finishedAt, peopleSeen, peopleChanged, peopleDeactivated, teamsChanged, organisationsChanged.
// Index: identity_synchronisation_name. Row: none.
MERGE (s:IdentitySynchronisation {name: 'identity'})
SET s.finishedAt = $finishedAt, s.peopleSeen = $peopleSeen, s.peopleChanged = $peopleChanged,
    s.peopleDeactivated = $peopleDeactivated, s.teamsChanged = $teamsChanged,
    s.organisationsChanged = $organisationsChanged, s.failedAt = null, s.heldSince = null,
    s.heldPeople = null, s.heldTeams = null, s.heldOrganisations = null,
    s.confirmedPeople = null, s.confirmedTeams = null, s.confirmedOrganisations = null
