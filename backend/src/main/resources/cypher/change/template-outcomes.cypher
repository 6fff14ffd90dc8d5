// Purpose: what came of the last changes of each of several templates since an instant, but for those that say nothing of it, the latest
// first; visible or not.
// Parameters: templates (id, since of each), unmeasured (the outcome that is left out), limit (of each template).
// Index: change_template_closed_at. Row: id (of the template), outcome, closedAt.
UNWIND $templates AS asked
CALL (asked) {
  MATCH (c:Change)
  USING INDEX c:Change(templateId, closedAt)
  WHERE c.templateId = asked.id AND c.closedAt > asked.since AND c.outcome <> $unmeasured
  RETURN c.outcome AS outcome, c.closedAt AS closedAt
  ORDER BY c.closedAt DESC
  LIMIT $limit
}
RETURN asked.id AS id, outcome, closedAt
