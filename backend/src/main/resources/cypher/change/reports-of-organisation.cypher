// Purpose: the reports of changes of an organisation and some months, the newest first.
// Parameters: organisationId, from (the first month), end (the month after the last), before (the place of the report before this part), limit.
// Index: change_report_place (range and order). Row: node.
MATCH (r:ChangeReport)
USING INDEX r:ChangeReport(organisationId, place)
WHERE r.organisationId = $organisationId AND r.place >= $from AND r.place < $end AND r.place < $before
RETURN r AS node
ORDER BY r.organisationId DESC, r.place DESC
LIMIT $limit
