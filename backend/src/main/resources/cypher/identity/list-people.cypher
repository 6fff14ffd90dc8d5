// Purpose: a part of the people in reach of the reader, by name.
// Parameters: v (from Visibility.parameters()), after, text, active, organisationId, teamId, limit. Index:
// person_sort_key. Row: person.
MATCH (p:Person)
WHERE p.sortKey > $after AND p.origin <> 'SYSTEM'
  AND $$in-reach(p)$$
  AND ($text IS NULL OR p.searchText CONTAINS $text)
  AND ($active IS NULL OR p.active = $active)
  AND ($organisationId IS NULL OR p.organisationId = $organisationId)
  AND ($teamId IS NULL OR EXISTS { (p)-[:MEMBER_OF]->(:Team {id: $teamId}) })
RETURN p AS person
ORDER BY p.sortKey LIMIT $limit
