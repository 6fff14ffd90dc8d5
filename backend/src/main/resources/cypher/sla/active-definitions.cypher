// Purpose: the newest versions of all definitions that are active; configuration, tens of rows.
// Parameters: none. Index: sla_definition_name_key, sla_definition_version. Row: version.
MATCH (d:SlaDefinition)
WHERE d.nameKey >= ''
MATCH (v:SlaDefinitionVersion {definitionId: d.id, version: d.version})
WHERE v.active
RETURN v AS version
