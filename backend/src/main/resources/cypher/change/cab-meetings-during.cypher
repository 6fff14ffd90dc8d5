// Purpose: the meetings of the change advisory board at some instant of a range that were not cancelled, those that begin first first.
// Parameters: from, to, latestEnd (of one that begins before to), limit. Index: cab_meeting_ends_at. Row: node.
MATCH (m:CabMeeting)
USING INDEX m:CabMeeting(endsAt, startsAt)
WHERE m.endsAt > $from AND m.endsAt < $latestEnd AND m.startsAt < $to AND m.state <> 'CANCELLED'
RETURN m AS node
ORDER BY m.startsAt, m.id
LIMIT $limit
