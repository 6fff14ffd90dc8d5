// Purpose: those of the incidents that exist and are visible.
// Parameters: ids, v. Index: entity_id. Row: incident.
UNWIND $ids AS id
MATCH (i:Entity {id: id}) WHERE i:Incident AND $$visible(i)$$
RETURN i AS incident
