// Purpose: takes tasks off a change whose lock is held; what they were stays in the history of the change.
// Parameters: ids. Index: change_task_id. Row: none.
UNWIND $ids AS id
MATCH (t:ChangeTask {id: id})
DETACH DELETE t
