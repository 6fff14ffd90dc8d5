// Purpose: stores what a change made of a record's timeline and clocks. The caller holds the record's lock.
// Parameters: id for a new timeline, recordId, properties, open, events (their properties), clocks (key, id for a new one,
// properties). Index: sla_timeline_record, sla_clock_key. Row: none.
MERGE (t:SlaTimeline {recordId: $recordId})
ON CREATE SET t:Entity, t.id = $id
SET t += $properties, t.openKey = CASE WHEN $open THEN t.id END
FOREACH (event IN $events |
  CREATE (e:Entity:SlaEvent)
  SET e = event
)
FOREACH (clock IN $clocks |
  MERGE (c:SlaClock {key: clock.key})
  ON CREATE SET c:Entity, c.id = clock.id
  SET c += clock.properties
)
