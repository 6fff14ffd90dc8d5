// Purpose: claims an idempotency key under its lock. Whoever comes second waits for the first and then sees its result.
// Parameters: key, requestHash, resultId, now, expiresAt. Index: idempotency_key. Row: requestHash, resultId as stored.
MERGE (k:IdempotencyKey {key: $key})
ON CREATE SET k.requestHash = $requestHash, k.resultId = $resultId, k.expiresAt = $expiresAt
SET k.lockedBy = $resultId
WITH k, k.expiresAt <= $now AS expired
SET k.requestHash = CASE WHEN expired THEN $requestHash ELSE k.requestHash END,
    k.resultId = CASE WHEN expired THEN $resultId ELSE k.resultId END,
    k.expiresAt = CASE WHEN expired THEN $expiresAt ELSE k.expiresAt END
RETURN k.requestHash AS requestHash, k.resultId AS resultId
