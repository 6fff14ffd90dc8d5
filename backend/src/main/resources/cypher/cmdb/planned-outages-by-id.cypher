// Purpose: the planned outages of these ids whose CI the reader may see.
// Parameters: ids, v. Index: planned_outage_id. Row: node.
UNWIND $ids AS id
MATCH (o:PlannedOutage {id: id})-[:PLANNED_FOR]->(ci:ConfigurationItem)
WHERE $$visible(ci)$$
RETURN o AS node
