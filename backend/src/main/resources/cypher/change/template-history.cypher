// Purpose: what came of the last changes of some templates that were closed, those that were not begun left out; visible or not.
// Parameters: templateIds, notBegun, successful, last. Index: change_template_closed_at. Row: templateId, changes, successes.
UNWIND $templateIds AS templateId
CALL (templateId) {
  MATCH (c:Change)
  USING INDEX c:Change(templateId, closedAt)
  WHERE c.templateId = templateId AND c.closedAt IS NOT NULL AND c.state = 'CLOSED' AND c.outcome <> $notBegun
  WITH c ORDER BY c.closedAt DESC LIMIT $last
  RETURN collect(c.outcome) AS outcomes
}
RETURN templateId, size(outcomes) AS changes, size([outcome IN outcomes WHERE outcome = $successful]) AS successes
