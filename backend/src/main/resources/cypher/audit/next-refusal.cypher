// Purpose: the next sequence of a principal's refusals, under the lock of their chain.
// Parameters: chainId, lock. Index: refusal_chain_id. Row: sequence.
MERGE (c:RefusalChain {chainId: $chainId})
ON CREATE SET c.sequence = 0
SET c.lockedBy = $lock
WITH c, c.sequence + 1 AS sequence
SET c.sequence = sequence
RETURN sequence
