// Purpose: how the changes that count for figures came out: all, and by team, type, template and service offering, of which one that is
// hidden counts as none.
// Parameters: from, to, teamIds, types, templateIds, serviceOfferingIds, organisationIds, v (see the macro figured-change), notImplemented (the
// outcome of those that say nothing), limit (groups of each sort). Index: change_closed, ci_id.
// Row: dimension, groupCount, groups (key, which is null for what has none, and counts; of ALL also times in seconds).
MATCH (c:Change)
USING INDEX c:Change(state, closedAt)
WHERE $$figured-change(c)$$
OPTIONAL MATCH (offering:ConfigurationItem {id: c.serviceOfferingId})
WHERE $$visible(offering)$$
UNWIND [['ALL', null], ['TEAM', c.teamId], ['TYPE', c.type], ['TEMPLATE', c.templateId], ['SERVICE', offering.id]] AS belongs
WITH c, belongs[0] AS dimension, belongs[1] AS key,
  CASE WHEN belongs[0] = 'ALL' AND c.outcome <> $notImplemented THEN c.actualFrom END AS began,
  CASE WHEN belongs[0] = 'ALL' AND c.outcome <> $notImplemented THEN c.actualTo END AS ended
WITH c, dimension, key, began, ended, ended.epochSeconds - c.reportedAt.epochSeconds AS lead,
  CASE WHEN c.authorisedAt <= began THEN began.epochSeconds - c.authorisedAt.epochSeconds END AS waiting
WITH dimension, key, {
    key: key,
    closed: count(c),
    successful: sum(CASE c.outcome WHEN 'SUCCESSFUL' THEN 1 ELSE 0 END),
    withIssues: sum(CASE c.outcome WHEN 'WITH_ISSUES' THEN 1 ELSE 0 END),
    backedOut: sum(CASE c.outcome WHEN 'BACKED_OUT' THEN 1 ELSE 0 END),
    failed: sum(CASE c.outcome WHEN 'FAILED' THEN 1 ELSE 0 END),
    notImplemented: sum(CASE c.outcome WHEN $notImplemented THEN 1 ELSE 0 END),
    emergencies: sum(CASE c.type WHEN 'EMERGENCY' THEN 1 ELSE 0 END),
    unauthorised: sum(CASE WHEN c.unauthorised THEN 1 ELSE 0 END),
    leadCount: count(lead), leadMedian: percentileDisc(lead, 0.5), leadP90: percentileDisc(lead, 0.9),
    waitingCount: count(waiting), waitingMedian: percentileDisc(waiting, 0.5), waitingP90: percentileDisc(waiting, 0.9)
  } AS group
ORDER BY dimension, group.closed DESC, key
WITH dimension, collect(group) AS groups
RETURN dimension, size(groups) AS groupCount, groups[..$limit] AS groups
