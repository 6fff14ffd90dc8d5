// Purpose: policies of approval by id.
// Parameters: ids. Index: approval_policy_id. Row: node.
UNWIND $ids AS id
MATCH (p:ApprovalPolicy {id: id})
RETURN p AS node
