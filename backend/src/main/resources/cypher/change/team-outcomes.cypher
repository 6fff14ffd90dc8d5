// Purpose: what came of the last changes of some teams that were closed, those that were not begun left out; visible or not.
// Parameters: teamIds, notBegun, successful, last. Index: change_team_closed. Row: teamId, changes, successes.
UNWIND $teamIds AS teamId
CALL (teamId) {
  MATCH (c:Change)
  USING INDEX c:Change(teamId, state, closedAt)
  WHERE c.teamId = teamId AND c.state = 'CLOSED' AND c.closedAt IS NOT NULL AND c.outcome <> $notBegun
  WITH c ORDER BY c.closedAt DESC LIMIT $last
  RETURN collect(c.outcome) AS outcomes
}
RETURN teamId, size(outcomes) AS changes, size([outcome IN outcomes WHERE outcome = $successful]) AS successes
