// Purpose: those of some delegations that the reader sees.
// Parameters: ids, v. Index: delegation_id. Row: node.
UNWIND $ids AS id
MATCH (d:Delegation {id: id}) WHERE $$visible(d)$$
RETURN d AS node
