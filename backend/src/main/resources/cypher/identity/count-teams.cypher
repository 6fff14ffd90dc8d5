// Purpose: how many teams list-teams would list in all.
// Parameters: as list-teams, without limit; after is empty. Index: team_sort_key. Row: count.
MATCH (g:Team)
WHERE g.sortKey > $after
  AND ($text IS NULL OR g.searchText CONTAINS $text)
  AND ($active IS NULL OR g.active = $active)
  AND ($withinId IS NULL OR g.organisationId = $withinId)
RETURN count(g) AS count
