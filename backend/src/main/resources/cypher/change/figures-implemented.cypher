// Purpose: what the changes that count for figures and were implemented changed, and when: each change with each item of it that the reader sees,
// those of the changes that were closed last first.
// Parameters: from, to, teamIds, types, templateIds, serviceOfferingIds, organisationIds, v (see the macro figured-change), notImplemented, limit.
// Index: change_closed. Row: changeId, ciId, began, ended.
MATCH (c:Change)
USING INDEX c:Change(state, closedAt)
WHERE $$figured-change(c)$$ AND c.outcome <> $notImplemented AND c.actualFrom <= c.actualTo
MATCH (c)-[:AFFECTS]->(ci:ConfigurationItem)
WHERE $$visible(ci)$$
RETURN c.id AS changeId, ci.id AS ciId, c.actualFrom AS began, c.actualTo AS ended
ORDER BY c.closedAt DESC, changeId, ciId
LIMIT $limit
