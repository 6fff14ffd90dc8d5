// kind: schema
CREATE CONSTRAINT problem_number IF NOT EXISTS FOR (p:Problem) REQUIRE p.number IS UNIQUE;
CREATE CONSTRAINT problem_id IF NOT EXISTS FOR (p:Problem) REQUIRE p.id IS UNIQUE;
CREATE CONSTRAINT caused_by_key IF NOT EXISTS FOR ()-[c:CAUSED_BY]-() REQUIRE c.key IS UNIQUE;
CREATE CONSTRAINT has_workaround_key IF NOT EXISTS FOR ()-[w:HAS_WORKAROUND]-() REQUIRE w.key IS UNIQUE;
CREATE INDEX problem_reported_at IF NOT EXISTS FOR (p:Problem) ON (p.reportedAt, p.id);
CREATE INDEX problem_last_event_at IF NOT EXISTS FOR (p:Problem) ON (p.lastEventAt, p.id);
CREATE INDEX problem_priority IF NOT EXISTS FOR (p:Problem) ON (p.priority, p.id);
CREATE INDEX problem_open IF NOT EXISTS FOR (p:Problem) ON (p.open, p.priority);
CREATE INDEX problem_team IF NOT EXISTS FOR (p:Problem) ON (p.teamId);
CREATE INDEX problem_assignee IF NOT EXISTS FOR (p:Problem) ON (p.assigneeId);
CREATE INDEX problem_known_error IF NOT EXISTS FOR (p:Problem) ON (p.knownErrorSince, p.id);
CREATE INDEX problem_cause IF NOT EXISTS FOR (p:Problem) ON (p.causeCategory);
CREATE FULLTEXT INDEX problem_text IF NOT EXISTS FOR (p:Problem) ON EACH [p.number, p.title, p.description, p.causeText, p.workaroundText, p.resolution];
