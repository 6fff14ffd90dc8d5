// Purpose: takes a lease that is free or has run out, under its lock, with the next fencing token. The database's clock
// decides, read after the lock is held. A lease without a name was removed while this waited for its lock.
// Parameters: name, owner (new for each attempt to acquire), millis. Index: lease_name. Row: token, or none if it is held.
MERGE (l:Lease {name: $name})
SET l.lockedBy = $owner
WITH l
WHERE l.name IS NOT NULL AND (l.owner IS NULL OR l.owner = $owner OR l.until < datetime.realtime())
SET l.token = CASE WHEN l.owner = $owner THEN l.token ELSE coalesce(l.token, 0) + 1 END
SET l.owner = $owner, l.until = datetime.realtime() + duration({milliseconds: $millis})
RETURN l.token AS token
