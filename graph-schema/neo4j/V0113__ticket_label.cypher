// kind: data
// batched: 2000 and again
// Incidents are tickets. Again, because the release before creates incidents without the label.
MATCH (i:Incident)
WHERE i.id > $after
WITH i ORDER BY i.id LIMIT $limit
SET i:Ticket
RETURN count(i) AS rows, max(i.id) AS last;
MATCH (i:Incident)
RETURN count(i) AS total;
