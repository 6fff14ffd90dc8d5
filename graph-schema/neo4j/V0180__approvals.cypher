// kind: schema
CREATE CONSTRAINT approval_policy_id IF NOT EXISTS FOR (p:ApprovalPolicy) REQUIRE p.id IS UNIQUE;
CREATE INDEX approval_policy_rank IF NOT EXISTS FOR (p:ApprovalPolicy) ON (p.rank, p.id);
CREATE INDEX approval_policy_in_use IF NOT EXISTS FOR (p:ApprovalPolicy) ON (p.kind, p.active, p.rank);
CREATE CONSTRAINT approval_request_id IF NOT EXISTS FOR (r:ApprovalRequest) REQUIRE r.id IS UNIQUE;
CREATE INDEX approval_request_record IF NOT EXISTS FOR (r:ApprovalRequest) ON (r.recordId, r.current);
// Requests that are decided have no waitingKey: what waits is found among what waits alone.
CREATE INDEX approval_request_waiting IF NOT EXISTS FOR (r:ApprovalRequest) ON (r.waitingKey, r.dueAt, r.id);
CREATE CONSTRAINT delegation_id IF NOT EXISTS FOR (d:Delegation) REQUIRE d.id IS UNIQUE;
CREATE INDEX delegation_valid_to IF NOT EXISTS FOR (d:Delegation) ON (d.validTo, d.id);
CREATE INDEX delegation_from IF NOT EXISTS FOR (d:Delegation) ON (d.fromId, d.validTo);
CREATE INDEX delegation_to IF NOT EXISTS FOR (d:Delegation) ON (d.toId, d.validTo);
