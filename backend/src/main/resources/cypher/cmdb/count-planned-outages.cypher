// Purpose: how many planned outages there are whose CI the reader may see.
// Parameters: ciIds (null for all), states, after and before (the interval that they touch), v.
// Index: planned_outage_from, planned_outage_to. Row: count.
MATCH (o:PlannedOutage)-[:PLANNED_FOR]->(ci:ConfigurationItem)
WHERE o.to > $after AND o.from < $before AND o.state IN $states AND ($ciIds IS NULL OR o.ciId IN $ciIds)
  AND $$visible(ci)$$
RETURN count(o) AS count
