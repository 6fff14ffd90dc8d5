// kind: schema
// What was closed in a range, for figures.
CREATE INDEX change_closed IF NOT EXISTS FOR (c:Change) ON (c.state, c.closedAt);
CREATE INDEX release_closed IF NOT EXISTS FOR (r:Release) ON (r.state, r.closedAt);
CREATE INDEX release_rolled_back IF NOT EXISTS FOR (r:Release) ON (r.state, r.rolledBackAt);
