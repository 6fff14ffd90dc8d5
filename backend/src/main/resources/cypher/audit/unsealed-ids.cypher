// Purpose: entries without a seal in the order of their ids, for the check.
// Parameters: after (an id), limit. Index: audit_entry_unsealed. Row: id.
MATCH (e:AuditEntry) WHERE e.unsealedSince > datetime({year: 1}) AND e.id > $after
RETURN e.id AS id
ORDER BY id
LIMIT $limit
