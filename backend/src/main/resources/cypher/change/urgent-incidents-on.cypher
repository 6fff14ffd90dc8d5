// Purpose: the open incidents of some priorities on some configuration items, visible or not.
// Parameters: priorities, ciIds, limit. Index: incident_open_priority. Row: id, ciId.
MATCH (i:Incident)
WHERE i.open = true AND i.priority IN $priorities AND i.id IS NOT NULL
MATCH (i)-[:AFFECTS]->(ci:ConfigurationItem) WHERE ci.id IN $ciIds
RETURN i.id AS id, ci.id AS ciId
LIMIT $limit
