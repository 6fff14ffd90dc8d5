// kind: data
// batched: 1000 and again
// Until when what users were told says something, which each notice keeps from now on. Again, because the release before writes notices
// without it. The lock comes first, so that nothing is told in between.
MATCH (o:PlannedOutage)
WHERE o.id > $after
WITH o ORDER BY o.id LIMIT $limit
SET o.noticedTo = o.noticedTo
WITH o
OPTIONAL MATCH (o)-[n:NOTICED_FOR]->()
SET n.until = o.noticedTo
RETURN count(DISTINCT o) AS rows, max(o.id) AS last;
MATCH (o:PlannedOutage)
RETURN count(o) AS total;
