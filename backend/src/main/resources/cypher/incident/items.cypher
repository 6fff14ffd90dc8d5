// Purpose: what incidents need to know of configuration items that are visible.
// Parameters: ids, v. Index: entity_id.
// Row: id, classKey, lifecycle, supportTeamId.
UNWIND $ids AS id
MATCH (c:Entity {id: id}) WHERE c:ConfigurationItem AND $$visible(c)$$
RETURN c.id AS id, c.classKey AS classKey, c.lifecycle AS lifecycle, c.supportTeamId AS supportTeamId
