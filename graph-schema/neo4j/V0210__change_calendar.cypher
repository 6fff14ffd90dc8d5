// kind: schema
// Changes by when they were made: those that were over before a time are left out by the first key.
CREATE INDEX change_actual_time IF NOT EXISTS FOR (c:Change) ON (c.actualTo, c.actualFrom);
// Those of a state by when they were begun: being implemented, which are few.
CREATE INDEX change_state_actual IF NOT EXISTS FOR (c:Change) ON (c.state, c.actualFrom);
