// Purpose: makes records of a test with what decides who may see them.
// Parameters: rows of id, organisationId, confidentialityLevel, participantIds, teamIds, selfService. Row: none.
UNWIND $rows AS row
CREATE (r:Entity:VisibilityTestRecord)
SET r = row
