// Purpose: who may decide in the place of somebody at an instant; at most 100 delegations, each with what alone it is for.
// Parameters: personId, at. Index: delegation_from. Row: toId, kinds, policyIds, fromRoles.
MATCH (d:Delegation)
USING INDEX d:Delegation(fromId, validTo)
WHERE d.fromId = $personId AND d.validTo > $at AND d.validFrom <= $at AND d.endedAt IS NULL
RETURN d.toId AS toId, d.kinds AS kinds, d.policyIds AS policyIds, d.fromRoles AS fromRoles
ORDER BY toId, d.id
LIMIT 100
