// Purpose: keeps which changes were found to be in conflict with a change, and since when others are not any more.
// Parameters: id, came, went (ids of the others), at. Index: change_id. Row: none.
MATCH (c:Change {id: $id})
CALL (c) {
  UNWIND $came AS otherId
  MATCH (other:Change {id: otherId})
  MERGE (c)-[between:CONFLICTS_WITH]-(other)
  SET between.goneAt = null
}
CALL (c) {
  UNWIND $went AS otherId
  MATCH (c)-[between:CONFLICTS_WITH]-(:Change {id: otherId})
  SET between.goneAt = $at
}
