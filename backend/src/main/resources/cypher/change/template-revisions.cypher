// Purpose: a part of all change templates, in the order of their ids, for rebuilding and checking the search index.
// Parameters: after, limit. Index: change_template_id. Row: id, revision.
MATCH (t:ChangeTemplate) WHERE t.id > $after
RETURN t.id AS id, t.revision AS revision
ORDER BY t.id LIMIT $limit
