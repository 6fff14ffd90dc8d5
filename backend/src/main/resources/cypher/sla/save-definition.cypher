// Purpose: stores a definition and its newest version. The caller holds the lock of all definitions.
// Parameters: id, versionId, version, revision, now, properties of the version. Index: entity_id. Row: none.
MERGE (d:Entity {id: $id})
ON CREATE SET d.createdAt = $now
SET d:SlaDefinition,
    d.kind = $properties.kind,
    d.name = $properties.name,
    d.nameKey = toLower($properties.name),
    d.version = $version,
    d.revision = $revision,
    d.updatedAt = $now
CREATE (v:Entity:SlaDefinitionVersion {id: $versionId, definitionId: $id, version: $version})
SET v += $properties
