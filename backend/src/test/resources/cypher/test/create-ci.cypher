// Purpose: a configuration item for tests.
// Parameters: id, classKey, lifecycle, organisationId. Index: none. Row: none.
CREATE (:Entity:ConfigurationItem {
  id: $id, number: 'T-' + $id, name: $classKey, classKey: $classKey, lifecycle: $lifecycle, operationalStatus: 'UP',
  organisationId: $organisationId, confidentialityLevel: 0, participantIds: [], teamIds: [], selfService: true,
  version: 1, revision: 1, createdAt: datetime(), updatedAt: datetime()
})
