// Purpose: replaces which attributes are changed only by changes, under its lock.
// Parameters: id, version, revision, classKeys, modes, attributes (the keys of each rule, between blanks). Index: entity_id. Row: none.
MATCH (c:Entity {id: $id}) WHERE c:CiControls
SET c.version = $version, c.revision = $revision, c.classKeys = $classKeys, c.modes = $modes, c.attributes = $attributes
