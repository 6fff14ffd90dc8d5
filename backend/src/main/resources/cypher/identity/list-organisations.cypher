// Purpose: a part of the organisations by name.
// Parameters: after, text, active, withinId (parentId), limit. Index: organisation_sort_key. Row: organisation.
MATCH (g:Organisation)
WHERE g.sortKey > $after
  AND ($text IS NULL OR g.searchText CONTAINS $text)
  AND ($active IS NULL OR g.active = $active)
  AND ($withinId IS NULL OR g.parentId = $withinId)
RETURN g AS organisation
ORDER BY g.sortKey LIMIT $limit
