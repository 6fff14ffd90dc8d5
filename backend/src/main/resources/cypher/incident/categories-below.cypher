// Purpose: the categories right below one, or the topmost, by name.
// Parameters: parentId ('' for the topmost), after (a name), limit. Index: incident_category_name. Row: category.
MATCH (c:IncidentCategory {parentKey: $parentId}) WHERE c.nameKey > $after
RETURN c AS category
ORDER BY c.nameKey
LIMIT $limit
