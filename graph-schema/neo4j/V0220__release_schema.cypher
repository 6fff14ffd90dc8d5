// kind: schema
CREATE CONSTRAINT release_number IF NOT EXISTS FOR (r:Release) REQUIRE r.number IS UNIQUE;
CREATE CONSTRAINT release_id IF NOT EXISTS FOR (r:Release) REQUIRE r.id IS UNIQUE;
CREATE CONSTRAINT delivers_key IF NOT EXISTS FOR ()-[l:DELIVERS]-() REQUIRE l.key IS UNIQUE;
CREATE CONSTRAINT deployment_number IF NOT EXISTS FOR (d:Deployment) REQUIRE d.number IS UNIQUE;
CREATE CONSTRAINT deployment_id IF NOT EXISTS FOR (d:Deployment) REQUIRE d.id IS UNIQUE;
CREATE CONSTRAINT deployment_environment_id IF NOT EXISTS FOR (e:DeploymentEnvironment) REQUIRE e.id IS UNIQUE;
CREATE INDEX deployment_ticket IF NOT EXISTS FOR (d:Deployment) ON (d.ticketId);
CREATE INDEX deployment_environment_in_use IF NOT EXISTS FOR (e:DeploymentEnvironment) ON (e.active, e.position);
// The orders of lists; the id decides between equals.
CREATE INDEX release_reported_at IF NOT EXISTS FOR (r:Release) ON (r.reportedAt, r.id);
CREATE INDEX release_last_event_at IF NOT EXISTS FOR (r:Release) ON (r.lastEventAt, r.id);
CREATE INDEX release_priority IF NOT EXISTS FOR (r:Release) ON (r.priority, r.id);
CREATE INDEX release_open_priority IF NOT EXISTS FOR (r:Release) ON (r.open, r.priority, r.id);
CREATE INDEX release_team_priority IF NOT EXISTS FOR (r:Release) ON (r.teamId, r.open, r.priority, r.id);
CREATE INDEX release_assignee_priority IF NOT EXISTS FOR (r:Release) ON (r.assigneeId, r.open, r.priority, r.id);
CREATE INDEX release_type_priority IF NOT EXISTS FOR (r:Release) ON (r.type, r.open, r.priority, r.id);
// These have only the records with a value.
CREATE INDEX release_effective_from IF NOT EXISTS FOR (r:Release) ON (r.effectiveFrom, r.id);
CREATE INDEX release_early_life_until IF NOT EXISTS FOR (r:Release) ON (r.earlyLifeUntil, r.id);
CREATE INDEX release_first_due_at IF NOT EXISTS FOR (r:Release) ON (r.firstDueAt, r.id);
CREATE INDEX release_follow_up_at IF NOT EXISTS FOR (r:Release) ON (r.followUpAt, r.id);
// Through which somebody sees a record, and by which what is seen is counted.
CREATE INDEX release_reporter IF NOT EXISTS FOR (r:Release) ON (r.reporterId);
CREATE INDEX release_sight IF NOT EXISTS FOR (r:Release) ON (r.organisationId, r.confidentialityLevel);
CREATE FULLTEXT INDEX release_text IF NOT EXISTS FOR (r:Release) ON EACH [r.number, r.title] OPTIONS {indexConfig: {`fulltext.eventually_consistent`: true}};
