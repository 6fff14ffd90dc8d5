// Purpose: one level of an impact walk: who depends on these CIs now, with the size of the groups concerned.
// Parameters: ids, limit. Index: ci_id. Row: id, dependencies (relationId, providerId, type, effect, groupId), groups.
UNWIND $ids AS id
MATCH (provider:ConfigurationItem {id: id})<-[f:FAILS_WITH]-(dependent:ConfigurationItem)
WITH dependent, collect({
    relationId: f.relationId, providerId: provider.id, type: f.type, effect: f.effect, groupId: f.groupId
  }) AS dependencies
LIMIT $limit
RETURN dependent.id AS id, dependencies,
  COLLECT {
    MATCH (dependent)-[:HAS_REDUNDANCY_GROUP]->(g:RedundancyGroup)
    WHERE g.id IN [d IN dependencies | d.groupId]
    RETURN {
      id: g.id, name: g.name, minUp: g.minUp, minUpPercent: g.minUpPercent, effect: g.effect,
      members: COUNT {
        MATCH (dependent)-[m:FAILS_WITH]->(member:ConfigurationItem)
        WHERE m.groupId = g.id
        RETURN DISTINCT member
      }
    }
  } AS groups
