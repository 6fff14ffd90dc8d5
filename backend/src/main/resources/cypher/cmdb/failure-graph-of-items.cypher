// Purpose: configuration items with everything that they depend on now.
// Parameters: ids. Index: ci_id. Row: id, dependencies (relationId, providerId, type, effect, groupId), groups.
UNWIND $ids AS id
MATCH (ci:ConfigurationItem {id: id})
RETURN ci.id AS id,
  COLLECT {
    MATCH (ci)-[f:FAILS_WITH]->(provider:ConfigurationItem)
    RETURN {relationId: f.relationId, providerId: provider.id, type: f.type, effect: f.effect, groupId: f.groupId}
  } AS dependencies,
  COLLECT {
    MATCH (ci)-[:HAS_REDUNDANCY_GROUP]->(g:RedundancyGroup)
    RETURN {id: g.id, name: g.name, minUp: g.minUp, minUpPercent: g.minUpPercent, effect: g.effect}
  } AS groups
