// Purpose: which changes were found to be in the way of those that count for figures, each pair once and only if the reader may see by what, and which of
// these pairs were not any more by the time that the first of the two began. Looks at the conflicts of the changes that were closed last first, and at no
// more than the limit, however many there are.
// Parameters: from, to, teamIds, types, templateIds, serviceOfferingIds, organisationIds, v (see the macro figured-change), notImplemented, mostLooked,
// limit (pairs that are told of each kind). Index: change_closed (range and order), ci_id.
// Row: looked (conflicts, one of two changes that count for each), kinds (avoided, pairCount, pairs (changeId, otherId)); one row.
MATCH (c:Change)
USING INDEX c:Change(state, closedAt)
WHERE $$figured-change(c)$$
MATCH (c)-[between:CONFLICTS_WITH|CONFLICTED_WITH]-(other:Change)
WHERE $$visible(other)$$
WITH between, c.closedAt AS closedAt
ORDER BY closedAt DESC
LIMIT $mostLooked
WITH between, count(*) AS ways, startNode(between) AS one, endNode(between) AS two
WITH between, ways, one, two, COLLECT {
  UNWIND between.items AS together
  UNWIND split(together, ' ') AS id
  WITH DISTINCT id
  MATCH (ci:ConfigurationItem {id: id})
  WHERE $$visible(ci)$$
  RETURN ci.id
} AS seen
WITH between, ways, one, two,
  between.byPeople OR any(together IN between.items WHERE all(id IN split(together, ' ') WHERE id IN seen)) AS told,
  CASE WHEN one.outcome = $notImplemented THEN null ELSE one.actualFrom END AS oneBegan,
  CASE WHEN two.outcome = $notImplemented THEN null ELSE two.actualFrom END AS twoBegan
WITH between, ways, one, two, told, between.goneAt IS NOT NULL
    AND (oneBegan IS NULL OR between.goneAt <= oneBegan)
    AND (twoBegan IS NULL OR between.goneAt <= twoBegan) AS avoided
ORDER BY one.id, two.id
WITH sum(ways) AS looked, collect(CASE WHEN told AND NOT avoided THEN between END) AS met,
  collect(CASE WHEN told AND avoided THEN between END) AS averted
RETURN looked, [kind IN [{avoided: false, some: met}, {avoided: true, some: averted}] | {
    avoided: kind.avoided,
    pairCount: size(kind.some),
    pairs: [between IN kind.some[..$limit] | {changeId: startNode(between).id, otherId: endNode(between).id}]
  }] AS kinds
