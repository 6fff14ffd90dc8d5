// kind: schema
// An index has the order of a list only from its first key on, and only if its last key, the id, decides between equals.
CREATE INDEX incident_priority IF NOT EXISTS FOR (i:Incident) ON (i.priority, i.id);
CREATE INDEX incident_open_priority IF NOT EXISTS FOR (i:Incident) ON (i.open, i.priority, i.id);
CREATE INDEX incident_team_priority IF NOT EXISTS FOR (i:Incident) ON (i.teamId, i.open, i.priority, i.id);
CREATE INDEX incident_assignee_priority IF NOT EXISTS FOR (i:Incident) ON (i.assigneeId, i.open, i.priority, i.id);
CREATE INDEX problem_open_priority IF NOT EXISTS FOR (p:Problem) ON (p.open, p.priority, p.id);
CREATE INDEX problem_team_priority IF NOT EXISTS FOR (p:Problem) ON (p.teamId, p.open, p.priority, p.id);
CREATE INDEX problem_assignee_priority IF NOT EXISTS FOR (p:Problem) ON (p.assigneeId, p.open, p.priority, p.id);
CREATE INDEX ci_created_at IF NOT EXISTS FOR (ci:ConfigurationItem) ON (ci.createdAt, ci.id);
CREATE INDEX ci_updated_at IF NOT EXISTS FOR (ci:ConfigurationItem) ON (ci.updatedAt, ci.id);
// These have only the records with a value, which are few or change seldom.
CREATE INDEX incident_first_due_at IF NOT EXISTS FOR (i:Incident) ON (i.firstDueAt, i.id);
CREATE INDEX problem_first_due_at IF NOT EXISTS FOR (p:Problem) ON (p.firstDueAt, p.id);
CREATE INDEX incident_follow_up_at IF NOT EXISTS FOR (i:Incident) ON (i.followUpAt, i.id);
CREATE INDEX incident_resolved_at IF NOT EXISTS FOR (i:Incident) ON (i.resolvedAt, i.id);
CREATE INDEX problem_follow_up_at IF NOT EXISTS FOR (p:Problem) ON (p.followUpAt, p.id);
CREATE INDEX problem_resolved_at IF NOT EXISTS FOR (p:Problem) ON (p.resolvedAt, p.id);
CREATE INDEX problem_review_at IF NOT EXISTS FOR (p:Problem) ON (p.reviewAt, p.id);
// Through which somebody sees a record who sees few.
CREATE INDEX incident_reporter IF NOT EXISTS FOR (i:Incident) ON (i.reporterId);
CREATE INDEX incident_routed_team IF NOT EXISTS FOR (i:Incident) ON (i.routedTeamId);
CREATE INDEX problem_reporter IF NOT EXISTS FOR (p:Problem) ON (p.reporterId);
CREATE INDEX ci_owner IF NOT EXISTS FOR (ci:ConfigurationItem) ON (ci.ownerId);
CREATE INDEX ci_support_team IF NOT EXISTS FOR (ci:ConfigurationItem) ON (ci.supportTeamId);
CREATE INDEX ci_managed_by_team IF NOT EXISTS FOR (ci:ConfigurationItem) ON (ci.managedByTeamId);
CREATE INDEX ci_self_service IF NOT EXISTS FOR (ci:ConfigurationItem) ON (ci.selfService, ci.organisationId);
// By which all that somebody sees is counted without a look at the records.
CREATE INDEX incident_sight IF NOT EXISTS FOR (i:Incident) ON (i.organisationId, i.confidentialityLevel);
CREATE INDEX problem_sight IF NOT EXISTS FOR (p:Problem) ON (p.organisationId, p.confidentialityLevel);
CREATE INDEX ci_sight IF NOT EXISTS FOR (ci:ConfigurationItem) ON (ci.organisationId, ci.confidentialityLevel);
