// Purpose: one level of a dependency tree: what these CIs depend on at an instant, and whether the reader may see it.
// Parameters: ids, limit, v, asOf. Index: ci_id. Row: fromId, ciId, visible, relationId, type, effect, groupName.
UNWIND $ids AS id
MATCH (from:ConfigurationItem {id: id})-[f:FAILS_WITH|FAILS_WITH_PAST]->(ci:ConfigurationItem)
WHERE f.from <= $asOf AND (f.to IS NULL OR f.to > $asOf)
RETURN from.id AS fromId, ci.id AS ciId, $$visible(ci)$$ AS visible,
  f.relationId AS relationId, f.type AS type, f.effect AS effect, f.groupName AS groupName
LIMIT $limit
