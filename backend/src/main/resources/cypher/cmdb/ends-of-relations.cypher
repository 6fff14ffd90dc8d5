// Purpose: the configuration items that relations lead from and to, whether they have ended or not.
// Parameters: ids. Index: entity_id. Row: sourceId, targetId.
UNWIND $ids AS id
MATCH (r:Entity {id: id})
WHERE r:CiRelation
RETURN r.sourceId AS sourceId, r.targetId AS targetId
