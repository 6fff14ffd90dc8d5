// Purpose: forgets idempotency keys that have expired, a bounded number at a time.
// Parameters: now, limit. Index: idempotency_key_expires_at. Row: purged.
MATCH (k:IdempotencyKey) WHERE k.expiresAt < $now
WITH k LIMIT $limit
DELETE k
RETURN count(*) AS purged
