// kind: data
// batched: 1000 and again
// When the first clock of a record is due, which its clocks keep from now on. Again, because the release before creates records
// without it. The lock comes first, so that no clock moves in between.
MATCH (t:SlaTimeline)
WHERE t.openKey > $after
WITH t ORDER BY t.openKey LIMIT $limit
OPTIONAL MATCH (r:Entity {id: t.recordId})
SET r.firstDueAt = r.firstDueAt
WITH t, r
SET r.firstDueAt = head(COLLECT {
  MATCH (c:SlaClock {recordId: t.recordId})
  WHERE c.state IN ['RUNNING', 'PAUSED'] AND c.dueAt IS NOT NULL
  RETURN c.dueAt ORDER BY c.dueAt LIMIT 1
})
RETURN count(t) AS rows, max(t.openKey) AS last;
MATCH (t:SlaTimeline)
WHERE t.openKey IS NOT NULL
RETURN count(t) AS total;
