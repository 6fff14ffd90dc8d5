// Purpose: relations, live or ended, of which the reader may see both ends.
// Parameters: ids, v. Index: entity_id, ci_id, said because a plan made for a nearly empty graph reads all items for each relation.
// Row: node.
UNWIND $ids AS id
MATCH (r:Entity {id: id})
WHERE r:CiRelation
MATCH (source:ConfigurationItem {id: r.sourceId})
USING INDEX source:ConfigurationItem(id)
WHERE $$visible(source)$$
WITH r
MATCH (target:ConfigurationItem {id: r.targetId})
USING INDEX target:ConfigurationItem(id)
WHERE $$visible(target)$$
RETURN r AS node
