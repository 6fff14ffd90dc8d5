// Purpose: who owns the configuration items that a release or a change in it touches, and which services depend on these, directly or not
// (themselves if they are some); whoever sees them.
// Parameters: id, serviceKeys (keys of classes), limit (of either). Index: release_id. Row: ownerIds, serviceIds.
MATCH (r:Release {id: $id})
RETURN
  COLLECT {
    MATCH (r)-[:DELIVERS]->{0,1}(t)-[:AFFECTS]->(ci:ConfigurationItem)
    WHERE ci.ownerId IS NOT NULL
    WITH DISTINCT ci.ownerId AS ownerId
    RETURN ownerId ORDER BY ownerId LIMIT $limit
  } AS ownerIds,
  COLLECT {
    MATCH (r)-[:DELIVERS]->{0,1}(t)-[:AFFECTS]->(ci:ConfigurationItem)
    WITH DISTINCT ci
    MATCH (ci)<-[:FAILS_WITH*0..]-(service:ConfigurationItem)
    WHERE service.classKey IN $serviceKeys
    WITH DISTINCT service.id AS serviceId
    RETURN serviceId ORDER BY serviceId LIMIT $limit
  } AS serviceIds
