// Purpose: versions of definitions, which never change.
// Parameters: rows of definitionId, version. Index: sla_definition_version. Row: version.
UNWIND $rows AS row
MATCH (v:SlaDefinitionVersion {definitionId: row.definitionId, version: row.version})
RETURN v AS version
