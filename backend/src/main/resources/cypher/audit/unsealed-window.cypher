// Purpose: how many entries have no seal yet, and since when.
// Parameters: none. Index: audit_entry_unsealed. Row: entries, since.
MATCH (e:AuditEntry) WHERE e.unsealedSince > datetime({year: 1})
RETURN count(e) AS entries, min(e.unsealedSince) AS since
