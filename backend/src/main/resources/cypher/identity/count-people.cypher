// Purpose: how many people list-people would list in all.
// Parameters: as list-people, without limit; after is empty. Index: person_sort_key. Row: count.
MATCH (p:Person)
WHERE p.sortKey > $after AND p.origin <> 'SYSTEM'
  AND $$in-reach(p)$$
  AND ($text IS NULL OR p.searchText CONTAINS $text)
  AND ($active IS NULL OR p.active = $active)
  AND ($organisationId IS NULL OR p.organisationId = $organisationId)
  AND ($teamId IS NULL OR EXISTS { (p)-[:MEMBER_OF]->(:Team {id: $teamId}) })
RETURN count(p) AS count
