// Purpose: reserves a block of consecutive numbers. The lock is taken before the counter is read.
// Parameters: prefix, size, lock. Index: number_sequence_prefix. Row: first.
MERGE (n:NumberSequence {prefix: $prefix})
ON CREATE SET n.next = 1
SET n.lockedBy = $lock
WITH n, n.next AS first
SET n.next = first + $size
RETURN first
