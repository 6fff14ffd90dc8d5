// Purpose: appends a seal and marks its entries as sealed. Fenced by the sealer's lease.
// Parameters: id, number, root, sealedAt, previousHash, hash, leaves, entryIds. Index: entity_id. Row: none.
CREATE (:Entity:AuditSeal {
  id: $id, number: $number, root: $root, sealedAt: $sealedAt, previousHash: $previousHash, hash: $hash, leaves: $leaves
})
WITH 1 AS created
UNWIND $entryIds AS entryId
MATCH (e:Entity {id: entryId}) WHERE e:AuditEntry
SET e.sealNumber = $number
REMOVE e.unsealedSince
