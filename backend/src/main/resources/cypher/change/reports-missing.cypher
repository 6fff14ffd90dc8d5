// Purpose: the organisations without a report of changes of a month, though a change or a release that ended in it is of them or of one below them.
// One that somebody made before it was due leaves it missing.
// Parameters: month, from, to (excluded), due. Index: change_closed, release_closed, release_rolled_back, entity_id, change_report_place. Row: id.
CALL () {
  MATCH (c:Change)
  USING INDEX c:Change(state, closedAt)
  WHERE c.state = 'CLOSED' AND c.closedAt >= $from AND c.closedAt < $to
  RETURN c.organisationId AS ownId
  UNION
  MATCH (r:Release)
  USING INDEX r:Release(state, closedAt)
  WHERE r.state = 'CLOSED' AND r.closedAt >= $from AND r.closedAt < $to
  RETURN r.organisationId AS ownId
  UNION
  MATCH (r:Release)
  USING INDEX r:Release(state, rolledBackAt)
  WHERE r.state = 'ROLLED_BACK' AND r.rolledBackAt >= $from AND r.rolledBackAt < $to
  RETURN r.organisationId AS ownId
}
WITH DISTINCT ownId
MATCH (own:Entity {id: ownId}) WHERE own:Organisation
MATCH (own)-[:PART_OF_ORGANISATION*0..100]->(organisation:Organisation)
WITH DISTINCT organisation.id AS id
WHERE NOT EXISTS {
  MATCH (made:ChangeReport)
  USING INDEX made:ChangeReport(organisationId, place)
  WHERE made.organisationId = id AND made.place STARTS WITH $month AND (made.reason IS NULL OR made.createdAt >= $due)
}
RETURN id
ORDER BY id
