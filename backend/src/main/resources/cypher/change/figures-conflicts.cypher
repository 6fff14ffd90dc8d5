// Purpose: which changes were found to be in the way of those that count for figures, each pair once and only if the reader may see by what, and which of
// these pairs were not any more by the time that the first of the two began.
// Parameters: from, to, teamIds, types, templateIds, serviceOfferingIds, organisationIds, v (see the macro figured-change), notImplemented, limit
// (pairs that are told of each kind). Index: change_closed, ci_id. Row: avoided, pairCount, pairs (changeId, otherId); one row for each kind there is.
MATCH (c:Change)
USING INDEX c:Change(state, closedAt)
WHERE $$figured-change(c)$$
MATCH (c)-[between:CONFLICTS_WITH|CONFLICTED_WITH]-(other:Change)
WHERE $$visible(other)$$
WITH DISTINCT between
WITH between, startNode(between) AS one, endNode(between) AS two, COLLECT {
  UNWIND between.items AS together
  UNWIND split(together, ' ') AS id
  WITH DISTINCT id
  MATCH (ci:ConfigurationItem {id: id})
  WHERE $$visible(ci)$$
  RETURN ci.id
} AS seen
WHERE between.byPeople OR any(together IN between.items WHERE all(id IN split(together, ' ') WHERE id IN seen))
WITH between, one, two, CASE WHEN one.outcome = $notImplemented THEN null ELSE one.actualFrom END AS oneBegan,
  CASE WHEN two.outcome = $notImplemented THEN null ELSE two.actualFrom END AS twoBegan
WITH between, one, two, between.goneAt IS NOT NULL
    AND (oneBegan IS NULL OR between.goneAt <= oneBegan)
    AND (twoBegan IS NULL OR between.goneAt <= twoBegan) AS avoided
ORDER BY avoided, one.id, two.id
WITH avoided, collect(between) AS some
RETURN avoided, size(some) AS pairCount,
  [between IN some[..$limit] | {changeId: startNode(between).id, otherId: endNode(between).id}] AS pairs
