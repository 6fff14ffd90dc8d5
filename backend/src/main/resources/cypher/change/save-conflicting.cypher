// Purpose: keeps which changes were found to be in conflict with a change and by what, and since when others are not any more: those have a relation
// of another type, which nothing reads that asks for the present.
// Whose owner does not know of it yet is told by the event of the other change, which comes next.
// Parameters: id, came (of each id, byPeople, items: CIs that have to be seen together, their ids with spaces between, byLate: whether the owner of the
// change does not know of it), went (of each id, at).
// Index: change_id. Row: none.
MATCH (c:Change {id: $id})
CALL (c) {
  UNWIND $came AS one
  MATCH (other:Change {id: one.id})
  OPTIONAL MATCH (c)-[past:CONFLICTED_WITH]-(other)
  DELETE past
  MERGE (c)-[between:CONFLICTS_WITH]-(other)
  ON CREATE SET between.untoldId = CASE WHEN one.byLate THEN c.id END
  ON MATCH SET between.untoldId = null
  SET between.byPeople = one.byPeople, between.items = one.items
}
CALL (c) {
  UNWIND $went AS one
  MATCH (c)-[between:CONFLICTS_WITH]-(other:Change {id: one.id})
  MERGE (c)-[past:CONFLICTED_WITH]-(other)
  SET past.byPeople = between.byPeople, past.items = between.items, past.goneAt = one.at
  DELETE between
}
