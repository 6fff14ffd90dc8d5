// Purpose: the policies of a kind that are in use, in the order in which they are asked; there are at most 200.
// Parameters: kind. Index: approval_policy_in_use. Row: node.
MATCH (p:ApprovalPolicy {kind: $kind, active: true})
USING INDEX p:ApprovalPolicy(kind, active, rank)
WHERE p.rank IS NOT NULL
RETURN p AS node
ORDER BY p.rank, p.id
