// Purpose: creates relations between CIs whose locks are held: the record, the typed relationship, and FAILS_WITH from
// the dependent CI to its provider where the type carries failure.
// Parameters: rows of id, key, type, sourceId, targetId, effect, groupId, groupName, providerId, dependentId, from,
// principalId. Index: ci_id. Row: none.
UNWIND $rows AS row
MATCH (source:ConfigurationItem {id: row.sourceId})
CALL (row) {
  MATCH (target:ConfigurationItem {id: row.targetId})
  RETURN target
}
CREATE (:Entity:CiRelation {
  id: row.id, key: row.key, type: row.type, sourceId: row.sourceId, targetId: row.targetId, effect: row.effect,
  groupId: row.groupId, groupName: row.groupName, from: row.from, version: 1, revision: 1
})
CREATE (source)-[typed:$(row.type)]->(target)
SET typed.id = row.id, typed.effect = row.effect, typed.groupId = row.groupId, typed.groupName = row.groupName,
    typed.from = row.from
WITH row, source, target, CASE row.dependentId WHEN source.id THEN source ELSE target END AS dependent,
     CASE row.dependentId WHEN source.id THEN target ELSE source END AS provider
WHERE row.dependentId IS NOT NULL
CREATE (dependent)-[:FAILS_WITH {
  relationId: row.id, type: row.type, effect: row.effect, groupId: row.groupId, groupName: row.groupName,
  from: row.from
}]->(provider)
