// Purpose: takes a task off a change whose lock is held; what it was stays in the history of the change.
// Parameters: id. Index: change_task_id. Row: none.
MATCH (t:ChangeTask {id: $id})
DETACH DELETE t
