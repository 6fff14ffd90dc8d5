// Purpose: the rules for the risk of changes.
// Parameters: id. Index: entity_id. Row: rules.
MATCH (r:Entity {id: $id}) WHERE r:ChangeRiskRules
RETURN r AS rules
