// Purpose: at which places each of several CIs is (itself, what it stands in or runs on, and so on), and which services depend on it,
// directly or not (itself if it is one); visible or not.
// Parameters: ids, placeKeys, serviceKeys (keys of classes), limit. Index: ci_id. Row: id, placeIds, serviceIds.
UNWIND $ids AS id
MATCH (ci:ConfigurationItem {id: id})
RETURN ci.id AS id,
  COLLECT {
    MATCH (ci)-[:LOCATED_IN|RUNS_ON*0..]->(place:ConfigurationItem)
    WHERE place.classKey IN $placeKeys
    RETURN DISTINCT place.id LIMIT $limit
  } AS placeIds,
  COLLECT {
    MATCH (ci)<-[:FAILS_WITH*0..]-(service:ConfigurationItem)
    WHERE service.classKey IN $serviceKeys
    RETURN DISTINCT service.id LIMIT $limit
  } AS serviceIds
