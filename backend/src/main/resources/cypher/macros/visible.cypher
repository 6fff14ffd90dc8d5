// Purpose: whether the reader may see the record #; the same rule as Visibility.allows.
// Parameters: v, from Visibility.parameters(). The record carries organisationId, confidentialityLevel, participantIds,
// teamIds and selfService.
(
  $v.person IN #.participantIds
  OR (
    #.confidentialityLevel <= $v.clearance
    AND (
      $v.everything
      OR (#.organisationId IN $v.organisations AND (NOT $v.selfServiceOnly OR #.selfService))
      OR any(team IN #.teamIds WHERE team IN $v.teams)
    )
  )
)
