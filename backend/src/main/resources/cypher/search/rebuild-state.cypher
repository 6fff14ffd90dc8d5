// Purpose: how the building of the search index stands.
// Parameters: none. Index: search_rebuild_name. Row: rebuild, or none before the first was asked for.
MATCH (r:SearchRebuild {name: 'search'})
RETURN r AS rebuild
