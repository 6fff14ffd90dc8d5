// kind: data
// batched: 1000 and again
// Which changes have a window that is longer than most, which each keeps from now on. Again, because the release before writes changes
// without it. The lock comes first, so that none is moved in between.
MATCH (c:Change)
WHERE c.id > $after
WITH c ORDER BY c.id LIMIT $limit
SET c.plannedTo = c.plannedTo
WITH c
SET c.longWindow = CASE WHEN c.plannedTo > c.plannedFrom + duration({days: 1}) THEN true ELSE null END
RETURN count(c) AS rows, max(c.id) AS last;
MATCH (c:Change)
RETURN count(c) AS total;
