// Purpose: whether the reader may see the record #; the same rule as Visibility.allows. Never null: what a record lacks opens it
// to nobody, also where the answer is negated or returned.
// The cheapest is asked first: lists are what the database keeps apart from the record.
// Parameters: v, from Visibility.parameters(). The record carries organisationId, confidentialityLevel, participantIds,
// teamIds and selfService.
coalesce(
  (
    #.confidentialityLevel <= $v.clearance
    AND (
      $v.everything
      OR (#.organisationId IN $v.organisations AND (NOT $v.selfServiceOnly OR #.selfService))
      OR any(team IN #.teamIds WHERE team IN $v.teams)
    )
  )
  OR $v.person IN #.participantIds,
  false
)
