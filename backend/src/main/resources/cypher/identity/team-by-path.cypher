// Purpose: the active team with a path of the identity provider.
// Parameters: path. Index: team_path. Row: id.
MATCH (t:Team {path: $path}) WHERE t.active
RETURN t.id AS id
ORDER BY id
LIMIT 1
