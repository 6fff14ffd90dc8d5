// Purpose: how many organisations list-organisations would list in all.
// Parameters: as list-organisations, without limit; after is empty. Index: organisation_sort_key. Row: count.
MATCH (g:Organisation)
WHERE g.sortKey > $after
  AND ($text IS NULL OR g.searchText CONTAINS $text)
  AND ($active IS NULL OR g.active = $active)
  AND ($withinId IS NULL OR g.parentId = $withinId)
RETURN count(g) AS count
