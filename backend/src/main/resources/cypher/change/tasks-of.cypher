// Purpose: the tasks of each of several changes in their order; tasks of the same position as they were added.
// Parameters: ids. Index: change_task_ticket. Row: node.
UNWIND $ids AS id
MATCH (t:ChangeTask {ticketId: id})
RETURN t AS node
ORDER BY t.position, t.id
