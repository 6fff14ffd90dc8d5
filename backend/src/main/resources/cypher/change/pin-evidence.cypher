// Purpose: keeps what somebody saw of a change; once, however often it is repeated.
// Parameters: id, changeId, hash, takenAt, pinnedAt, pinnedById, parts, keys, values, texts, recordIds (each in the order of the entries).
// Index: change_evidence_id. Row: none.
MERGE (e:ChangeEvidence {id: $id})
ON CREATE SET e.changeId = $changeId, e.hash = $hash, e.takenAt = $takenAt, e.pinnedAt = $pinnedAt, e.pinnedById = $pinnedById,
  e.parts = $parts, e.keys = $keys, e.values = $values, e.texts = $texts, e.recordIds = $recordIds
