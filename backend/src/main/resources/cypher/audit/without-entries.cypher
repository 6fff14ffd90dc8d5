// Purpose: those trails that have no entry left.
// Parameters: chainIds. Index: audit_entry_chain. Row: chainId.
UNWIND $chainIds AS chainId
OPTIONAL MATCH (e:AuditEntry {chainId: chainId}) WHERE e.sequence > 0
WITH chainId, count(e) AS entries WHERE entries = 0
RETURN chainId
