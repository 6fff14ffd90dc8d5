// Purpose: as dependents, but with the relations that Mainstay knew at an instant, ended since or not.
// Parameters: ids, limit, asOf. Index: ci_id. Row: id, dependencies, groups.
UNWIND $ids AS id
MATCH (provider:ConfigurationItem {id: id})<-[f:FAILS_WITH|FAILS_WITH_PAST]-(dependent:ConfigurationItem)
WHERE f.from <= $asOf AND (f.to IS NULL OR f.to > $asOf)
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
        MATCH (dependent)-[m:FAILS_WITH|FAILS_WITH_PAST]->(member:ConfigurationItem)
        WHERE m.groupId = g.id AND m.from <= $asOf AND (m.to IS NULL OR m.to > $asOf)
        RETURN DISTINCT member
      }
    }
  } AS groups
