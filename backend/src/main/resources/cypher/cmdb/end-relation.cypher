// Purpose: ends a relation whose lock is held: the typed relationship and FAILS_WITH become past ones with an end.
// Parameters: id, sourceId, targetId, type, to, version, revision. Index: entity_id, ci_id. Row: none.
MATCH (r:Entity {id: $id})
SET r.to = $to, r.version = $version, r.revision = $revision
REMOVE r.key
WITH r
MATCH (source:ConfigurationItem {id: $sourceId})
WITH source
MATCH (source)-[typed]->(target:ConfigurationItem {id: $targetId})
WHERE typed.id = $id
CREATE (source)-[past:$($type + '_PAST')]->(target)
SET past = properties(typed), past.to = $to
DELETE typed
WITH DISTINCT source, target
MATCH (source)-[f:FAILS_WITH]-(target)
WHERE f.relationId = $id
WITH f, startNode(f) AS dependent, endNode(f) AS provider, properties(f) AS kept
CREATE (dependent)-[gone:FAILS_WITH_PAST]->(provider)
SET gone = kept, gone.to = $to
DELETE f
