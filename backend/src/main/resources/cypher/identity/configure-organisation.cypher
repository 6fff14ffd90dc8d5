// Purpose: writes what was set for an organisation, under its lock; a null takes the property away.
// Parameters: id, version, revision, serviceDeskTeamId, customerClass. Index: entity_id. Row: none.
MATCH (o:Entity {id: $id}) WHERE o:Organisation
SET o.version = $version, o.revision = $revision, o.serviceDeskTeamId = $serviceDeskTeamId,
    o.customerClass = $customerClass
