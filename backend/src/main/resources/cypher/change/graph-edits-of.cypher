// Purpose: the graph edit of each of several changes that has one.
// Parameters: ids. Index: change_graph_edit_ticket. Row: node.
UNWIND $ids AS id
MATCH (e:ChangeGraphEdit {ticketId: id})
RETURN e AS node
