// kind: schema
// Changes whose window is longer than most, by when it ends: what overlaps with another window is found without all that end later.
CREATE INDEX change_long_window IF NOT EXISTS FOR (c:Change) ON (c.longWindow, c.state, c.plannedTo, c.plannedFrom);
