// Purpose: writes the values of an entry, of which some were erased. The hash does not cover them.
// Parameters: id, values. Index: entity_id. Row: none.
MATCH (e:Entity {id: $id}) WHERE e:AuditEntry
SET e.values = $values
