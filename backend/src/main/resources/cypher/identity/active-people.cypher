// Purpose: a part of the ids of all active people, in their order.
// Parameters: after, limit. Index: person_active. Row: id.
MATCH (p:Person) WHERE p.active = true AND p.id > $after
RETURN p.id AS id
ORDER BY p.id LIMIT $limit
