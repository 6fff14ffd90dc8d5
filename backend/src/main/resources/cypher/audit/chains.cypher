// Purpose: the entries of several trails, the oldest first.
// Parameters: chainIds. Index: audit_entry_chain. Row: entry.
UNWIND $chainIds AS chainId
MATCH (e:AuditEntry {chainId: chainId}) WHERE e.sequence > 0
RETURN e AS entry
ORDER BY e.chainId, e.sequence
