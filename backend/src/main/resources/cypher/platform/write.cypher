// Purpose: writes what a unit of work has gathered: makes nodes, sets properties, disarms and arms timers; then takes the locks of
// what is named, late because many may wait for them, and looks whether it is still in use; and makes relationships to it. Unique
// keys refuse what is there already, and a fork of an audit trail. Setting the same value again takes a lock and writes nothing.
// Parameters: rows, one map, so that one plan serves however many there are of each: created, rows of labels and properties;
// changed, rows of id and properties, where null takes one away; disarmed (keys); replaced, rows of aggregateId, kind and keys, the only
// ones that stay armed; armed, rows of key, id, kind, aggregateId, name, dueAt, payload and now by the business clock; named (ids by
// label and id, so that nobody waits in a circle); related, rows of fromId, type, toId and properties.
// Index: entity_id, timer_key, timer_aggregate_id.
// What its key tells of a timer is set once: Neo4j still finds a timer by an indexed property that was set again to the same value,
// even after it was deleted in the transaction (2026.08.1).
// Row: gone, the ids of what is named and no longer in use.
CALL () {
  UNWIND $rows.created AS row
  CREATE (e:$(row.labels))
  SET e = row.properties
}
CALL () {
  UNWIND $rows.changed AS row
  MATCH (e:Entity {id: row.id})
  SET e += row.properties
}
CALL () {
  UNWIND $rows.disarmed AS key
  MATCH (t:Timer {key: key})
  WITH collect(t) AS gone
  FOREACH (t IN gone | DELETE t)
}
CALL () {
  UNWIND $rows.replaced AS row
  MATCH (t:Timer {aggregateId: row.aggregateId})
  WHERE t.kind = row.kind AND NOT t.key IN row.keys
  WITH collect(DISTINCT t) AS gone
  FOREACH (t IN gone | DELETE t)
}
CALL () {
  UNWIND $rows.armed AS row
  MERGE (t:Timer {key: row.key})
  ON CREATE SET t:Entity, t.id = row.id, t.kind = row.kind, t.aggregateId = row.aggregateId, t.name = row.name
  SET t.dueAt = row.dueAt,
      t.sweepAt = row.dueAt,
      t.payload = row.payload,
      t.armedAt = row.now,
      t.armedLate = row.dueAt <= row.now,
      t.attempts = 0,
      t.retryAt = null,
      t.deadAt = null,
      t.error = null
}
CALL () {
  UNWIND $rows.named AS id
  MATCH (n:Entity {id: id})
  SET n.lockedBy = 'who names it'
  WITH collect(n) AS locked
  RETURN [n IN locked WHERE n.active = false OR n.lifecycle = 'RETIRED' | n.id] AS gone
}
CALL () {
  UNWIND $rows.related AS row
  MATCH (f:Entity {id: row.fromId})
  CALL (row) {
    MATCH (t:Entity {id: row.toId})
    RETURN t
  }
  CREATE (f)-[r:$(row.type)]->(t)
  SET r = row.properties
}
RETURN gone
