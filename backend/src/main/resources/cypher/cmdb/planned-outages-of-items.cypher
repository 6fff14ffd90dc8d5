// Purpose: one part of the planned outages of each of several CIs that the reader may see, the latest first.
// Parameters: ids, v, afterKey and afterId (of the cursor, null at the beginning), limit. Index: ci_id. Row: ciId, outages.
UNWIND $ids AS id
MATCH (ci:ConfigurationItem {id: id})
WHERE $$visible(ci)$$
RETURN ci.id AS ciId,
  COLLECT {
    MATCH (ci)<-[:PLANNED_FOR]-(o:PlannedOutage)
    WHERE $afterId IS NULL OR o.from < $afterKey OR (o.from = $afterKey AND o.id > $afterId)
    RETURN o ORDER BY o.from DESC, o.id LIMIT $limit
  } AS outages
