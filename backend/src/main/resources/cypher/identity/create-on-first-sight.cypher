// Purpose: creates a person whom nobody knew, placed by the group paths of the token; a known person stays as is.
// Parameters: id, username, displayName, email, sortKey, searchText, paths, clearanceLevel, now. Index: entity_id,
// organisation_path, team_path. Row: id, if the person was not known.
MERGE (p:Entity {id: $id})
ON CREATE SET p:Person, p.username = $username, p.displayName = $displayName, p.email = $email,
  p.emailKey = toLower($email), p.sortKey = $sortKey,
  p.searchText = $searchText, p.active = true, p.clearanceLevel = $clearanceLevel, p.origin = 'TOKEN',
  p.createdAt = $now, p.revision = 0
WITH p WHERE p.origin = 'TOKEN' AND p.revision = 0
SET p.revision = 1
WITH p
CALL (p) {
  UNWIND $paths AS path
  MATCH (o:Organisation {path: path}) WHERE o.active
  MERGE (p)-[:BELONGS_TO]->(o)
  WITH p, o ORDER BY size(split(o.path, '/')) DESC, o.path
  WITH p, collect(o.id) AS ids
  SET p.organisationId = head(ids)
}
CALL (p) {
  UNWIND $paths AS path
  MATCH (t:Team {path: path}) WHERE t.active
  MERGE (p)-[:MEMBER_OF]->(t)
}
RETURN p.id AS id
