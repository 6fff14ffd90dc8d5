// Purpose: keeps what changes meet beside other changes, and forgets what they do not any more.
// A record that was edited after an instant stays as it was kept: its own event is still to come, and tells it.
// Parameters: changes (of each id, came and went: kind and recordId), asOf (null if all is kept). Index: change_id, entity_id. Row: none.
UNWIND $changes AS one
MATCH (c:Change {id: one.id})
CALL (c, one) {
  UNWIND one.came AS matter
  MATCH (record:Entity {id: matter.recordId})
  WHERE NOT coalesce(record.updatedAt > $asOf, false)
  MERGE (c)-[:MEETS {kind: matter.kind}]->(record)
}
CALL (c, one) {
  UNWIND one.went AS matter
  MATCH (record:Entity {id: matter.recordId})
  WHERE NOT coalesce(record.updatedAt > $asOf, false)
  MATCH (c)-[met:MEETS {kind: matter.kind}]->(record)
  DELETE met
}
