// Purpose: relations, live or ended, of which the reader may see both ends.
// Parameters: ids, v. Index: entity_id. Row: node.
UNWIND $ids AS id
MATCH (r:Entity {id: id})
WHERE r:CiRelation
MATCH (source:ConfigurationItem {id: r.sourceId})
WHERE $$visible(source)$$
WITH r
MATCH (target:ConfigurationItem {id: r.targetId})
WHERE $$visible(target)$$
RETURN r AS node
