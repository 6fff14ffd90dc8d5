// Purpose: the newest versions of all definitions by name, after one of them.
// Parameters: afterName and afterId (null for the beginning), limit. Index: sla_definition_name_key,
// sla_definition_version. Row: version.
MATCH (d:SlaDefinition)
WHERE d.nameKey >= coalesce($afterName, '')
  AND ($afterId IS NULL OR d.nameKey > $afterName OR d.id > $afterId)
WITH d ORDER BY d.nameKey, d.id LIMIT $limit
MATCH (v:SlaDefinitionVersion {definitionId: d.id, version: d.version})
RETURN v AS version
ORDER BY d.nameKey, d.id
