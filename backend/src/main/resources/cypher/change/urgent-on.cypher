// Purpose: the configuration items that some incidents are on, of those that are open and of one of some priorities.
// Parameters: ids, priorities. Index: incident_id. Row: ciId.
UNWIND $ids AS id
MATCH (i:Incident {id: id})
WHERE i.open = true AND i.priority IN $priorities
MATCH (i)-[:AFFECTS]->(ci:ConfigurationItem)
RETURN DISTINCT ci.id AS ciId
