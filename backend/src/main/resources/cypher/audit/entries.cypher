// Purpose: single entries of trails.
// Parameters: rows of chainId, sequence. Index: audit_entry_chain. Row: entry.
UNWIND $rows AS row
MATCH (e:AuditEntry {chainId: row.chainId, sequence: row.sequence})
RETURN e AS entry
