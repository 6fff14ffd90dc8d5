// kind: data
// Definitions say for which kind of record they are. Those of before there were kinds are the incident's. They are few: as many as
// somebody has written by hand, each with a version for every time that it was revised.
MATCH (d:SlaDefinition)
WHERE d.nameKey >= '' AND d.kind IS NULL
MATCH (v:SlaDefinitionVersion)
WHERE v.definitionId = d.id AND v.version >= 1
SET d.kind = 'INCIDENT', v.kind = 'INCIDENT';
