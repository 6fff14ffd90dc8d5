// Purpose: which fields approvals are for, of the kinds whose settings have these ids.
// Parameters: ids. Index: entity_id. Row: setting.
UNWIND $ids AS id
MATCH (m:Entity {id: id}) WHERE m:ApprovalMaterialFields
RETURN m AS setting
