// Purpose: which changes were found to be in the way of those that count for figures, each pair once, and which of these pairs were not any more
// by the time that the first of the two began.
// Parameters: from, to, teamIds, types, templateIds, serviceOfferingIds, organisationIds, v (see the macro figured-change), limit (pairs that are
// told). Index: change_closed. Row: found, avoided (how many), pairs (changeId, otherId, avoided; those not avoided first).
MATCH (c:Change)
USING INDEX c:Change(state, closedAt)
WHERE $$figured-change(c)$$
MATCH (c)-[between:CONFLICTS_WITH]-(other:Change)
WHERE $$visible(other)$$
WITH DISTINCT between, startNode(between) AS one, endNode(between) AS two
WITH one, two, between.goneAt IS NOT NULL
    AND (one.actualFrom IS NULL OR between.goneAt <= one.actualFrom)
    AND (two.actualFrom IS NULL OR between.goneAt <= two.actualFrom) AS avoided
ORDER BY avoided, one.id, two.id
RETURN count(*) AS found, sum(CASE WHEN avoided THEN 1 ELSE 0 END) AS avoided,
  collect({changeId: one.id, otherId: two.id, avoided: avoided})[..$limit] AS pairs
