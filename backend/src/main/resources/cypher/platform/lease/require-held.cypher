// Purpose: locks a lease and says whether it is still held, so that what follows in the transaction is fenced.
// Parameters: name, owner, token. Index: lease_name. Row: token, or none if it was lost.
MATCH (l:Lease {name: $name})
SET l.lockedBy = $owner
WITH l
WHERE l.owner = $owner AND l.token = $token
RETURN l.token AS token
