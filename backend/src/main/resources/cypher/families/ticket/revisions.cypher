// Purpose: a part of all tickets, in the order of their ids, for rebuilding and checking the search index.
// Parameters: after, limit. Index: the kind's id constraint. Row: id, revision.
MATCH (t:$$Ticket$$) WHERE t.id > $after
RETURN t.id AS id, t.revision AS revision
ORDER BY t.id LIMIT $limit
