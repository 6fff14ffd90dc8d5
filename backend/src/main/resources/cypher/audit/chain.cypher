// Purpose: the whole trail of one aggregate, to verify it.
// Parameters: chainId. Index: audit_entry_chain. Row: entry, in order.
MATCH (e:AuditEntry {chainId: $chainId}) WHERE e.sequence > 0
RETURN e AS entry
ORDER BY e.sequence
