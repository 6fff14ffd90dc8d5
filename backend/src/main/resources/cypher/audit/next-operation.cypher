// Purpose: the next sequence of the trail of what operators did, under its lock.
// Parameters: chainId, lock. Index: operation_chain_id. Row: sequence.
MERGE (c:OperationChain {chainId: $chainId})
ON CREATE SET c.sequence = 0
SET c.lockedBy = $lock
WITH c, c.sequence + 1 AS sequence
SET c.sequence = sequence
RETURN sequence
