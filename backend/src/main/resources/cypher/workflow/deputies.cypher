// Purpose: who may decide in the place of somebody at an instant; at most 100 people.
// Parameters: personId, at. Index: delegation_from. Row: toId.
MATCH (d:Delegation)
USING INDEX d:Delegation(fromId, validTo)
WHERE d.fromId = $personId AND d.validTo > $at AND d.validFrom <= $at AND d.endedAt IS NULL
RETURN DISTINCT d.toId AS toId
ORDER BY toId
LIMIT 100
