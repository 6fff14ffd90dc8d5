// Purpose: what a test has to know of a ticket to go on with it.
// Parameters: id. Index: entity_id. Row: version, revision, state, type.
MATCH (t:Entity {id: $id})
RETURN t.version AS version, t.revision AS revision, t.state AS state, t.type AS type
