// Purpose: forgets which services planned outages have hit whose users were told of them, once what they were told is over; a bounded
// number at a time. The outage decides, and is locked first: the release before tells of it without keeping the time at what it tells.
// Parameters: before, limit. Index: noticed_for_until. Row: seen (those that were forgotten, or have their time right now).
MATCH (o:PlannedOutage)-[n:NOTICED_FOR]->() WHERE n.until < $before
WITH o, n LIMIT $limit
SET o.noticedTo = o.noticedTo
WITH n, coalesce(o.noticedTo, n.until) AS until
FOREACH (_ IN CASE WHEN until < $before THEN [1] ELSE [] END | DELETE n)
FOREACH (_ IN CASE WHEN until < $before THEN [] ELSE [1] END | SET n.until = until)
RETURN count(*) AS seen
