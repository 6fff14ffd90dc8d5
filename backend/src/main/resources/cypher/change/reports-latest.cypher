// Purpose: the last edition of the report of changes of some organisations and months.
// Parameters: periods (organisationId, month; each once). Index: change_report_place (range and order). Row: node.
UNWIND $periods AS period
CALL (period) {
  MATCH (r:ChangeReport)
  USING INDEX r:ChangeReport(organisationId, place)
  WHERE r.organisationId = period.organisationId AND r.place STARTS WITH period.month
  RETURN r
  ORDER BY r.organisationId DESC, r.place DESC
  LIMIT 1
}
RETURN r AS node
