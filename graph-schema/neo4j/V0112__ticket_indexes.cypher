// kind: schema
// Before the nodes get the label: indexes of a label that no node has are there at once and block nobody who writes.
CREATE CONSTRAINT ticket_number IF NOT EXISTS FOR (t:Ticket) REQUIRE t.number IS UNIQUE;
// The open work of a person or a team across kinds, in the order in which it was reported.
CREATE INDEX ticket_assignee IF NOT EXISTS FOR (t:Ticket) ON (t.assigneeId, t.open, t.reportedAt, t.id);
CREATE INDEX ticket_team IF NOT EXISTS FOR (t:Ticket) ON (t.teamId, t.open, t.reportedAt, t.id);
