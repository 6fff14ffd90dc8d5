// kind: schema
CREATE CONSTRAINT audit_entry_chain IF NOT EXISTS FOR (e:AuditEntry) REQUIRE (e.chainId, e.sequence) IS UNIQUE;
CREATE INDEX audit_entry_unsealed IF NOT EXISTS FOR (e:AuditEntry) ON (e.unsealedSince);
CREATE CONSTRAINT audit_seal_number IF NOT EXISTS FOR (s:AuditSeal) REQUIRE s.number IS UNIQUE;
CREATE CONSTRAINT number_sequence_prefix IF NOT EXISTS FOR (n:NumberSequence) REQUIRE n.prefix IS UNIQUE;
CREATE INDEX work_log_entry_record IF NOT EXISTS FOR (w:WorkLogEntry) ON (w.recordId, w.occurredAt, w.id);
