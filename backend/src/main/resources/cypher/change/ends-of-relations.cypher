// Purpose: the two ends of relations between configuration items.
// Parameters: ids. Index: entity_id. Row: sourceId, targetId.
UNWIND $ids AS id
MATCH (r:Entity {id: id})
WHERE r:CiRelation
RETURN r.sourceId AS sourceId, r.targetId AS targetId
