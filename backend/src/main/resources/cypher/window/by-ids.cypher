// Purpose: change windows by id.
// Parameters: ids. Index: change_window_id. Row: node.
UNWIND $ids AS id
MATCH (w:ChangeWindow {id: id})
RETURN w AS node
