// Purpose: entries without a seal, for the sealer.
// Parameters: limit. Index: audit_entry_unsealed. Row: id, chainId, sequence, hash.
MATCH (e:AuditEntry) WHERE e.unsealedSince > datetime({year: 1})
WITH e LIMIT $limit
RETURN e.id AS id, e.chainId AS chainId, e.sequence AS sequence, e.hash AS hash
ORDER BY id
