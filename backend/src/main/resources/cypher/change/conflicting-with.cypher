// Purpose: the changes that were last found to be in conflict with a change, and whether their owners know it.
// Parameters: id. Index: change_id. Row: id, told.
MATCH (:Change {id: $id})-[between:CONFLICTS_WITH]-(other:Change)
RETURN other.id AS id, coalesce(between.untoldId <> other.id, true) AS told
