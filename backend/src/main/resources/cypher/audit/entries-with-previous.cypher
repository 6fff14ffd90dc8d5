// Purpose: entries by id with the hash of the entry before each.
// Parameters: ids. Index: entity_id, audit_entry_chain. Row: entry, previousHash.
UNWIND $ids AS id
MATCH (e:Entity {id: id}) WHERE e:AuditEntry
OPTIONAL MATCH (p:AuditEntry {chainId: e.chainId, sequence: e.sequence - 1})
RETURN e AS entry, p.hash AS previousHash
