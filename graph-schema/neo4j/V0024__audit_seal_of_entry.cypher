// kind: schema
CREATE INDEX audit_entry_seal IF NOT EXISTS FOR (e:AuditEntry) ON (e.sealNumber);
