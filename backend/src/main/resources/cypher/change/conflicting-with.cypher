// Purpose: the changes that were last found to be in conflict with a change.
// Parameters: id. Index: change_id. Row: id.
MATCH (:Change {id: $id})-[between:CONFLICTS_WITH]-(other:Change)
WHERE between.goneAt IS NULL
RETURN other.id AS id
