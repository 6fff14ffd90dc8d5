// Purpose: the newest versions of definitions.
// Parameters: ids. Index: entity_id, sla_definition_version. Row: version, revision of the definition.
UNWIND $ids AS id
MATCH (d:Entity {id: id})
WHERE d:SlaDefinition
MATCH (v:SlaDefinitionVersion {definitionId: d.id, version: d.version})
RETURN v AS version, d.revision AS revision
