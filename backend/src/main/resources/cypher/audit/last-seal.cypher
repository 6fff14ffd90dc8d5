// Purpose: the newest seal. Fenced by the sealer's lease.
// Parameters: none. Index: audit_seal_number. Row: seal.
MATCH (s:AuditSeal) WHERE s.number > 0
RETURN s AS seal
ORDER BY s.number DESC
LIMIT 1
