// kind: schema
// What waits for somebody by when it began to wait.
CREATE INDEX approval_request_newest IF NOT EXISTS FOR (r:ApprovalRequest) ON (r.waitingKey, r.startedAt, r.id);
// What somebody has seen of a change, as they said last.
CREATE CONSTRAINT change_look_key IF NOT EXISTS FOR (l:ChangeLook) REQUIRE l.key IS UNIQUE;
// Whom somebody names by their e-mail address, however it is written.
CREATE INDEX person_email_key IF NOT EXISTS FOR (p:Person) ON (p.emailKey);
