// Purpose: replaces the rules for the risk of changes under their lock.
// Parameters: id, version, revision, names, conditions, points, reasons, medium, high, veryHigh, questionKeys, questionTexts. Index: entity_id. Row: none.
MATCH (r:Entity {id: $id}) WHERE r:ChangeRiskRules
SET r.version = $version, r.revision = $revision, r.names = $names, r.conditions = $conditions, r.points = $points,
  r.reasons = $reasons, r.medium = $medium, r.high = $high, r.veryHigh = $veryHigh,
  r.questionKeys = $questionKeys, r.questionTexts = $questionTexts
