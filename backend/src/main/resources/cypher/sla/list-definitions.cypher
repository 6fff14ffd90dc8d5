// Purpose: the newest versions of the definitions of a kind by name, after one of them.
// Parameters: kind (null for all), afterName and afterId (null for the beginning), limit. Index: sla_definition_name_key,
// sla_definition_version. Row: version.
MATCH (d:SlaDefinition)
WHERE d.nameKey >= coalesce($afterName, '')
  AND ($kind IS NULL OR coalesce(d.kind, 'INCIDENT') = $kind)
  AND ($afterId IS NULL OR d.nameKey > $afterName OR d.id > $afterId)
WITH d ORDER BY d.nameKey, d.id LIMIT $limit
MATCH (v:SlaDefinitionVersion {definitionId: d.id, version: d.version})
RETURN v AS version
ORDER BY d.nameKey, d.id
