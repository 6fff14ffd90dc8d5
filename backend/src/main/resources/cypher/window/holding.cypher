// Purpose: the change windows of some kinds that may hold at some instant of a range, each at its revision.
// Parameters: kinds, from, to, limit. Index: change_window_holds_until. Row: ids, revisions (in the same order).
MATCH (w:ChangeWindow)
USING INDEX w:ChangeWindow(holdsUntil, holdsFrom)
WHERE w.holdsUntil > $from AND w.holdsFrom < $to AND w.kind IN $kinds
WITH w LIMIT $limit
RETURN collect(w.id) AS ids, collect(w.revision) AS revisions
