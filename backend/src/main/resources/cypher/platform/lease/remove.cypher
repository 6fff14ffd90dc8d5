// Purpose: forgets a lease that will never be acquired again, if it is still held.
// Parameters: name, owner, token. Index: lease_name. Row: none.
MATCH (l:Lease {name: $name})
SET l.lockedBy = $owner
WITH l
WHERE l.owner = $owner AND l.token = $token
DELETE l
