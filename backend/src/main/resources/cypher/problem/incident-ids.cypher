// Purpose: all visible incidents that a problem causes, of which there are at most 1,000.
// Parameters: id, v. Index: entity_id. Row: incidentId.
MATCH (p:Entity {id: $id})<-[:CAUSED_BY]-(i:Incident) WHERE p:Problem AND $$visible(i)$$
RETURN i.id AS incidentId
