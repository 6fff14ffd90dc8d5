// Purpose: whether a record exists and its visibility hides it from the reader.
// Parameters: id, v. Index: entity_id. Row: id if it is hidden.
MATCH (r:Entity {id: $id}) WHERE r.confidentialityLevel IS NOT NULL AND NOT $$visible(r)$$
RETURN r.id AS id
