// Purpose: a part of the teams by name.
// Parameters: after, text, active, withinId (organisationId), limit. Index: team_sort_key. Row: team.
MATCH (g:Team)
WHERE g.sortKey > $after
  AND ($text IS NULL OR g.searchText CONTAINS $text)
  AND ($active IS NULL OR g.active = $active)
  AND ($withinId IS NULL OR g.organisationId = $withinId)
RETURN g AS team
ORDER BY g.sortKey LIMIT $limit
