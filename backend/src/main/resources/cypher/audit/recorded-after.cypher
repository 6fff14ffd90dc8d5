// Purpose: what was recorded in several trails after an instant, newest first within each.
// Parameters: chainIds, instant. Index: audit_entry_chain. Row: entry.
UNWIND $chainIds AS chainId
MATCH (e:AuditEntry {chainId: chainId}) WHERE e.sequence > 0 AND e.recordedAt > $instant
RETURN e AS entry
ORDER BY e.chainId, e.sequence DESC
