// Purpose: the changes that were last found to be in conflict with each of some changes.
// Parameters: ids. Index: change_id. Row: id, otherId.
UNWIND $ids AS id
MATCH (:Change {id: id})-[:CONFLICTS_WITH]-(other:Change)
RETURN id, other.id AS otherId
