// Purpose: the configuration items that an incident is on, if it is open and of one of some priorities.
// Parameters: id, priorities. Index: incident_id. Row: ciIds; none if it is not.
MATCH (i:Incident {id: $id})
WHERE i.open = true AND i.priority IN $priorities
RETURN COLLECT {
  MATCH (i)-[:AFFECTS]->(ci:ConfigurationItem)
  RETURN ci.id
} AS ciIds
