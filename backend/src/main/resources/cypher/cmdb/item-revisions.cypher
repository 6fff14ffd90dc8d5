// Purpose: a part of all configuration items, in the order of their ids, for rebuilding and checking the search index.
// Parameters: after, limit. Index: ci_id. Row: id, revision.
MATCH (ci:ConfigurationItem) WHERE ci.id > $after
RETURN ci.id AS id, ci.revision AS revision
ORDER BY ci.id LIMIT $limit
