// Purpose: the greatest number of a seal that an entry names beyond the last one that exists.
// Parameters: number. Index: audit_entry_seal. Row: number, or null if there is none.
MATCH (e:AuditEntry) WHERE e.sealNumber > $number
RETURN max(e.sealNumber) AS number
