// Purpose: the changes that were last found to be in conflict with a change.
// Parameters: id. Index: change_id. Row: id.
MATCH (:Change {id: $id})-[:CONFLICTS_WITH]-(other:Change)
RETURN other.id AS id
