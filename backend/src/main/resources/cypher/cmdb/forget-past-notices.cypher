// Purpose: forgets which services planned outages have hit whose users were told of them, once what they were told is over; a bounded
// number at a time.
// Parameters: before, limit. Index: noticed_for_until. Row: forgotten.
MATCH ()-[n:NOTICED_FOR]->() WHERE n.until < $before
WITH n LIMIT $limit
DELETE n
RETURN count(*) AS forgotten
