// kind: schema
// The last changes of a team that were closed.
CREATE INDEX change_team_closed IF NOT EXISTS FOR (c:Change) ON (c.teamId, c.state, c.closedAt);
// What somebody saw of a change, kept when it was authorised.
CREATE CONSTRAINT change_evidence_id IF NOT EXISTS FOR (e:ChangeEvidence) REQUIRE e.id IS UNIQUE;
CREATE INDEX change_evidence_change IF NOT EXISTS FOR (e:ChangeEvidence) ON (e.changeId, e.pinnedAt);
