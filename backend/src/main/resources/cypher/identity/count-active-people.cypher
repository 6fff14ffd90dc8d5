// Purpose: how many people are active.
// Parameters: none. Index: person_active. Row: count.
MATCH (p:Person) WHERE p.active = true AND p.id > ''
RETURN count(p) AS count
