// Purpose: one level of a dependency tree: what depends on these CIs now, and whether the reader may see it.
// Parameters: ids, limit, v. Index: ci_id. Row: fromId, ciId, visible, relationId, type, effect, groupName.
UNWIND $ids AS id
MATCH (from:ConfigurationItem {id: id})<-[f:FAILS_WITH]-(ci:ConfigurationItem)
RETURN from.id AS fromId, ci.id AS ciId, $$visible(ci)$$ AS visible,
  f.relationId AS relationId, f.type AS type, f.effect AS effect, f.groupName AS groupName
LIMIT $limit
