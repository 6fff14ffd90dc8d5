// Purpose: the hashes of given entries, for new ones to follow.
// Parameters: rows {chainId, sequence}. Index: audit_entry_chain. Row: chainId, hash.
UNWIND $rows AS row
MATCH (e:AuditEntry {chainId: row.chainId, sequence: row.sequence})
RETURN e.chainId AS chainId, e.hash AS hash
