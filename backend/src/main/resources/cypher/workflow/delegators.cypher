// Purpose: in whose place somebody may decide at an instant; at most 100 people.
// Parameters: personId, at. Index: delegation_to. Row: fromId.
MATCH (d:Delegation)
USING INDEX d:Delegation(toId, validTo)
WHERE d.toId = $personId AND d.validTo > $at AND d.validFrom <= $at AND d.endedAt IS NULL
RETURN DISTINCT d.fromId AS fromId
ORDER BY fromId
LIMIT 100
