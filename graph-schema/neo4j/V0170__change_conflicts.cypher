// kind: schema
// Changes of a state whose windows overlap another one: those that are over, which become ever more, are left out by both keys.
CREATE INDEX change_state_window IF NOT EXISTS FOR (c:Change) ON (c.state, c.plannedTo, c.plannedFrom);
