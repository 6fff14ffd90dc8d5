// Purpose: gives a lease back, if it is still held. The token stays, so the next holder's is greater.
// Parameters: name, owner, token. Index: lease_name. Row: none.
MATCH (l:Lease {name: $name})
SET l.lockedBy = $owner
WITH l
WHERE l.owner = $owner AND l.token = $token
SET l.owner = null, l.until = null
