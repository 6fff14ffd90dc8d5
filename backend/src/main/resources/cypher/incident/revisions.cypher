// Purpose: a part of all incidents, in the order of their ids, for rebuilding and checking the search index.
// Parameters: after, limit. Index: incident_id. Row: id, revision.
MATCH (i:Incident) WHERE i.id > $after
RETURN i.id AS id, i.revision AS revision
ORDER BY i.id LIMIT $limit
