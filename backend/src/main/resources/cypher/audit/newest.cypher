// Purpose: the newest entries of several trails, newest first.
// Parameters: chainIds, before (a sequence), limit (for each trail). Index: audit_entry_chain, whose order is known from
// its first key on. Row: entry.
UNWIND $chainIds AS chainId
CALL (chainId) {
  MATCH (e:AuditEntry {chainId: chainId}) WHERE e.sequence < $before
  RETURN e
  ORDER BY e.chainId DESC, e.sequence DESC
  LIMIT $limit
}
RETURN e AS entry
