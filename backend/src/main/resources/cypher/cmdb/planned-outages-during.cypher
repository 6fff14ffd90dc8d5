// Purpose: the planned outages at some instant of a range whose CI the reader may see and is not retired, those that begin first first.
// Parameters: from, to, ciIds (null for all), limit, v. Index: planned_outage_to. Row: node.
MATCH (o:PlannedOutage)-[:PLANNED_FOR]->(ci:ConfigurationItem)
USING INDEX o:PlannedOutage(to)
WHERE o.to > $from AND o.from < $to AND o.state = 'PLANNED' AND ci.lifecycle <> 'RETIRED'
  AND ($ciIds IS NULL OR ci.id IN $ciIds)
  AND $$visible(ci)$$
RETURN o AS node ORDER BY o.from, o.to, o.id LIMIT $limit
