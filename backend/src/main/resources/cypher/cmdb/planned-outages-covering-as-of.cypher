// Purpose: as planned-outages-covering, but as Mainstay knew them at an instant. A retired CI changes no more, so its last
// change is its retirement.
// Parameters: at, asOf, limit. Index: planned_outage_to, planned_outage_past_to. Row: node.
CALL () {
  MATCH (o:PlannedOutage)-[:PLANNED_FOR]->(ci:ConfigurationItem)
  WHERE o.to > $at AND o.from <= $at AND o.state = 'PLANNED' AND o.updatedAt <= $asOf
    AND (ci.lifecycle <> 'RETIRED' OR ci.updatedAt > $asOf)
  RETURN o {.*} AS node
  UNION ALL
  MATCH (o:PlannedOutagePast)-[:WAS_PLANNED_FOR]->(ci:ConfigurationItem)
  WHERE o.to > $at AND o.from <= $at AND o.state = 'PLANNED' AND o.updatedAt <= $asOf AND o.knownUntil > $asOf
    AND (ci.lifecycle <> 'RETIRED' OR ci.updatedAt > $asOf)
  RETURN o {.*, id: o.outageId} AS node
}
RETURN node ORDER BY node.id LIMIT $limit
