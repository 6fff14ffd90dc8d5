// Purpose: a record without a capability, for tests of clocks.
// Parameters: id. Index: entity_id. Row: none.
MERGE (r:Entity {id: $id})
ON CREATE SET r:SlaTestRecord, r.version = 1, r.revision = 0
