// Purpose: planned outages whose CI the reader may see, in ascending order.
// Parameters: ciIds (null for all), states, after and before (the interval that they touch), field (FROM, TO or NUMBER), afterKey
// and afterId (of the cursor, null at the beginning), limit, v. Index: planned_outage_from, planned_outage_to. Row: node.
MATCH (o:PlannedOutage)-[:PLANNED_FOR]->(ci:ConfigurationItem)
WHERE o.to > $after AND o.from < $before AND o.state IN $states AND ($ciIds IS NULL OR o.ciId IN $ciIds)
  AND $$visible(ci)$$
WITH o, CASE $field WHEN 'FROM' THEN o.from WHEN 'TO' THEN o.to ELSE o.number END AS key
WHERE $afterId IS NULL OR key > $afterKey OR (key = $afterKey AND o.id > $afterId)
RETURN o AS node
ORDER BY key, o.id LIMIT $limit
