// Purpose: how many events follow a number, and how many of them are of these types.
// Parameters: after, through, prefixes of types. Index: outbox_event_seq. Row: events, ofInterest.
MATCH (e:OutboxEvent)
WHERE e.seq > $after AND e.seq <= $through
RETURN count(e) AS events, count(CASE WHEN any(prefix IN $prefixes WHERE e.type STARTS WITH prefix) THEN 1 END) AS ofInterest
