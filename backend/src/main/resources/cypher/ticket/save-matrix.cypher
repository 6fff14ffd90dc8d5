// Purpose: replaces the priority matrix under its lock.
// Parameters: id, version, revision, cells. Index: entity_id. Row: none.
MATCH (m:Entity {id: $id}) WHERE m:PriorityMatrix
SET m.version = $version, m.revision = $revision, m.cells = $cells
