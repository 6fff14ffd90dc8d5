// Purpose: in whose place somebody may decide at an instant; at most 100 delegations, each with what alone it is for.
// Parameters: personId, at. Index: delegation_to. Row: fromId, kinds, policyIds, fromRoles.
MATCH (d:Delegation)
USING INDEX d:Delegation(toId, validTo)
WHERE d.toId = $personId AND d.validTo > $at AND d.validFrom <= $at AND d.endedAt IS NULL
RETURN d.fromId AS fromId, d.kinds AS kinds, d.policyIds AS policyIds, d.fromRoles AS fromRoles
ORDER BY fromId, d.id
LIMIT 100
