// Purpose: which configuration items a release or a change in it touches, and who owns them; whoever sees them.
// Parameters: id, limit (of the owners). Index: release_id. Row: ownerIds, ciIds (as many as a release and its changes may have).
MATCH (r:Release {id: $id})
RETURN
  COLLECT {
    MATCH (r)-[:DELIVERS]->{0,1}(t)-[:AFFECTS]->(ci:ConfigurationItem)
    WHERE ci.ownerId IS NOT NULL
    WITH DISTINCT ci.ownerId AS ownerId
    RETURN ownerId ORDER BY ownerId LIMIT $limit
  } AS ownerIds,
  COLLECT {
    MATCH (r)-[:DELIVERS]->{0,1}(t)-[:AFFECTS]->(ci:ConfigurationItem)
    RETURN DISTINCT ci.id
  } AS ciIds
