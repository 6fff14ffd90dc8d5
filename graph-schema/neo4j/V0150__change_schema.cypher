// kind: schema
CREATE CONSTRAINT change_number IF NOT EXISTS FOR (c:Change) REQUIRE c.number IS UNIQUE;
CREATE CONSTRAINT change_id IF NOT EXISTS FOR (c:Change) REQUIRE c.id IS UNIQUE;
CREATE CONSTRAINT resolves_key IF NOT EXISTS FOR ()-[l:RESOLVES]-() REQUIRE l.key IS UNIQUE;
// The orders of lists; the id decides between equals.
CREATE INDEX change_reported_at IF NOT EXISTS FOR (c:Change) ON (c.reportedAt, c.id);
CREATE INDEX change_last_event_at IF NOT EXISTS FOR (c:Change) ON (c.lastEventAt, c.id);
CREATE INDEX change_priority IF NOT EXISTS FOR (c:Change) ON (c.priority, c.id);
CREATE INDEX change_open_priority IF NOT EXISTS FOR (c:Change) ON (c.open, c.priority, c.id);
CREATE INDEX change_team_priority IF NOT EXISTS FOR (c:Change) ON (c.teamId, c.open, c.priority, c.id);
CREATE INDEX change_assignee_priority IF NOT EXISTS FOR (c:Change) ON (c.assigneeId, c.open, c.priority, c.id);
CREATE INDEX change_type_priority IF NOT EXISTS FOR (c:Change) ON (c.type, c.open, c.priority, c.id);
CREATE INDEX change_unauthorised IF NOT EXISTS FOR (c:Change) ON (c.unauthorised, c.priority, c.id);
// These have only the records with a value.
CREATE INDEX change_planned_from IF NOT EXISTS FOR (c:Change) ON (c.plannedFrom, c.id);
CREATE INDEX change_planned_to IF NOT EXISTS FOR (c:Change) ON (c.plannedTo, c.id);
CREATE INDEX change_actual_from IF NOT EXISTS FOR (c:Change) ON (c.actualFrom, c.id);
CREATE INDEX change_paperwork_due_at IF NOT EXISTS FOR (c:Change) ON (c.paperworkDueAt, c.id);
CREATE INDEX change_first_due_at IF NOT EXISTS FOR (c:Change) ON (c.firstDueAt, c.id);
CREATE INDEX change_follow_up_at IF NOT EXISTS FOR (c:Change) ON (c.followUpAt, c.id);
// Through which somebody sees a record, and by which what is seen is counted.
CREATE INDEX change_reporter IF NOT EXISTS FOR (c:Change) ON (c.reporterId);
CREATE INDEX change_sight IF NOT EXISTS FOR (c:Change) ON (c.organisationId, c.confidentialityLevel);
CREATE FULLTEXT INDEX change_text IF NOT EXISTS FOR (c:Change) ON EACH [c.number, c.title] OPTIONS {indexConfig: {`fulltext.eventually_consistent`: true}};
