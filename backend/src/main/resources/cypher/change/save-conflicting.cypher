// Purpose: keeps which changes were found to be in conflict with a change, and which are not any more.
// Parameters: id, came, went (ids of the others). Index: change_id. Row: none.
MATCH (c:Change {id: $id})
CALL (c) {
  UNWIND $came AS otherId
  MATCH (other:Change {id: otherId})
  MERGE (c)-[:CONFLICTS_WITH]-(other)
}
CALL (c) {
  UNWIND $went AS otherId
  MATCH (c)-[between:CONFLICTS_WITH]-(:Change {id: otherId})
  DELETE between
}
