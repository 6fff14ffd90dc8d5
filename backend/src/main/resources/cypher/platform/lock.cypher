// Purpose: takes the write lock of an entity and returns what it holds, read under the lock. Isolation is
// read-committed: checking before the lock is held, or in the same WHERE that sets, loses updates. Brings the hash of the
// newest audit entry along, which the entry of the change follows.
// Parameters: id, label, lock. Index: entity_id, audit_entry_chain. Row: node, and hash (null for what has no trail),
// or none if there is no such entity.
MATCH (e:Entity {id: $id})
SET e.lockedBy = $lock
WITH e WHERE $label IN labels(e)
OPTIONAL MATCH (a:AuditEntry {chainId: $id, sequence: e.revision})
RETURN e AS node, a.hash AS hash
