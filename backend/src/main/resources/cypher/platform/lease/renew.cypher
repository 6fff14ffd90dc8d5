// Purpose: prolongs a lease that is still held.
// Parameters: name, owner, token, millis. Index: lease_name. Row: token, or none if it was lost.
MATCH (l:Lease {name: $name})
SET l.lockedBy = $owner
WITH l
WHERE l.owner = $owner AND l.token = $token
SET l.until = datetime.realtime() + duration({milliseconds: $millis})
RETURN l.token AS token
