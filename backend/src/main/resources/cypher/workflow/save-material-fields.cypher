// Purpose: replaces which fields approvals of a kind are for, under the lock of the setting.
// Parameters: id, version, revision, putIn, takenOut. Index: entity_id. Row: none.
MATCH (m:Entity {id: $id}) WHERE m:ApprovalMaterialFields
SET m.version = $version, m.revision = $revision, m.putIn = $putIn, m.takenOut = $takenOut
