// Purpose: which attributes of which configuration items are changed only by changes.
// Parameters: id. Index: entity_id. Row: controls.
MATCH (c:Entity {id: $id}) WHERE c:CiControls
RETURN c AS controls
