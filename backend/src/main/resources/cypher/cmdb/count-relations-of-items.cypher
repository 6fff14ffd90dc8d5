// Purpose: how many live relations each of several CIs has whose other end the reader may see.
// Parameters: ids, v. Index: ci_id. Row: ciId, count.
UNWIND $ids AS id
MATCH (ci:ConfigurationItem {id: id})
RETURN ci.id AS ciId,
  COUNT {
    MATCH (ci)-[r:DEPENDS_ON|RUNS_ON|POWERED_BY|LOCATED_IN|CONTAINS|USES|PART_OF|CONNECTED_TO|CONNECTED_BY|DOCUMENTED_BY]-
      (other:ConfigurationItem)
    WHERE $$visible(other)$$
  } AS count
