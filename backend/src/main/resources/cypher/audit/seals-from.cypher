// Purpose: seals from a number on, in order.
// Parameters: number, limit. Index: audit_seal_number. Row: seal.
MATCH (s:AuditSeal) WHERE s.number >= $number
RETURN s AS seal
ORDER BY s.number
LIMIT $limit
