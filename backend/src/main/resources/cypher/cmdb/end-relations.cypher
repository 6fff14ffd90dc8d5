// Purpose: ends relations whose locks are held: the typed relationship and FAILS_WITH become past ones with an end.
// Parameters: rows of id, sourceId, targetId, type, version, revision; to. Index: entity_id, ci_id. Row: none.
UNWIND $rows AS row
CALL (row) {
  MATCH (r:Entity {id: row.id})
  SET r.to = $to, r.version = row.version, r.revision = row.revision
  REMOVE r.key
}
CALL (row) {
  MATCH (source:ConfigurationItem {id: row.sourceId})
  WITH source, row
  MATCH (source)-[typed]->(target:ConfigurationItem {id: row.targetId})
  WHERE typed.id = row.id
  CREATE (source)-[past:$(row.type + '_PAST')]->(target)
  SET past = properties(typed), past.to = $to
  DELETE typed
}
CALL (row) {
  MATCH (source:ConfigurationItem {id: row.sourceId})
  WITH source, row
  MATCH (source)-[f:FAILS_WITH]-(target:ConfigurationItem {id: row.targetId})
  WHERE f.relationId = row.id
  WITH f, startNode(f) AS dependent, endNode(f) AS provider, properties(f) AS kept
  CREATE (dependent)-[gone:FAILS_WITH_PAST]->(provider)
  SET gone = kept, gone.to = $to
  DELETE f
}
