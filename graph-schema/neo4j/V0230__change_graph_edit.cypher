// kind: schema
// The graph edit of a change: one for each, found with the change and seen with it.
CREATE CONSTRAINT change_graph_edit_ticket IF NOT EXISTS FOR (e:ChangeGraphEdit) REQUIRE e.ticketId IS UNIQUE;
