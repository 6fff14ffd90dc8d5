// Purpose: a service offering, a configuration item of that class, if it is visible.
// Parameters: id, v. Index: entity_id. Row: id.
MATCH (c:Entity {id: $id}) WHERE c:ConfigurationItem AND c.classKey = 'service-offering' AND $$visible(c)$$
RETURN c.id AS id
