// Purpose: one part of the live relations of each of several CIs whose other end the reader may see.
// A live relation has not been changed since it was made, so it has version and revision 1.
// Parameters: ids, v, after (id of a relation, or null), limit. Index: ci_id. Row: ciId, relations.
UNWIND $ids AS id
MATCH (ci:ConfigurationItem {id: id})
RETURN ci.id AS ciId,
  COLLECT {
    MATCH (ci)-[r:DEPENDS_ON|RUNS_ON|POWERED_BY|LOCATED_IN|CONTAINS|USES|PART_OF|CONNECTED_TO|CONNECTED_BY|DOCUMENTED_BY]-
      (other:ConfigurationItem)
    WHERE ($after IS NULL OR r.id > $after) AND $$visible(other)$$
    RETURN {
      id: r.id, type: type(r), sourceId: startNode(r).id, targetId: endNode(r).id, effect: r.effect,
      groupName: r.groupName, from: r.from, version: 1, revision: 1
    } ORDER BY r.id LIMIT $limit
  } AS relations
