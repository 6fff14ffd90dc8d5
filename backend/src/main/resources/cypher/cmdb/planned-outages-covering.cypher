// Purpose: the planned outages that cover an instant and whose CI is not retired, visible or not.
// Parameters: at, limit. Index: planned_outage_to. Row: node.
MATCH (o:PlannedOutage)-[:PLANNED_FOR]->(ci:ConfigurationItem)
WHERE o.to > $at AND o.from <= $at AND o.state = 'PLANNED' AND ci.lifecycle <> 'RETIRED'
RETURN o AS node ORDER BY o.id LIMIT $limit
