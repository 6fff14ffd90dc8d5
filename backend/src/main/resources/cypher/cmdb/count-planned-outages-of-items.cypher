// Purpose: how many planned outages each of several CIs has that the reader may see.
// Parameters: ids, v. Index: ci_id. Row: ciId, count.
UNWIND $ids AS id
MATCH (ci:ConfigurationItem {id: id})
WHERE $$visible(ci)$$
RETURN ci.id AS ciId, COUNT { (ci)<-[:PLANNED_FOR]-(:PlannedOutage) } AS count
