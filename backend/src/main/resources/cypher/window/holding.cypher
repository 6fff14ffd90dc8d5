// Purpose: the change windows that may hold at some instant of a range, each at its revision.
// Parameters: from, to, limit. Index: change_window_holds_until. Row: id, revision.
MATCH (w:ChangeWindow)
USING INDEX w:ChangeWindow(holdsUntil, holdsFrom)
WHERE w.holdsUntil > $from AND w.holdsFrom < $to
RETURN w.id AS id, w.revision AS revision LIMIT $limit
