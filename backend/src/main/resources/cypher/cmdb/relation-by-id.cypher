// Purpose: a relation, live or ended, if the reader may see both of its ends.
// Parameters: id, v. Index: entity_id. Row: node.
MATCH (r:Entity {id: $id})
WHERE r:CiRelation
MATCH (source:ConfigurationItem {id: r.sourceId})
MATCH (target:ConfigurationItem {id: r.targetId})
WHERE $$visible(source)$$ AND $$visible(target)$$
RETURN r AS node
