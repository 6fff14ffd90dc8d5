// Purpose: says whether a workaround helped with an incident, whose lock is held.
// Parameters: key, helped, at. Index: has_workaround_key. Row: before (null if nobody had said), none if it is not published there.
MATCH (:Incident)-[w:HAS_WORKAROUND {key: $key}]->(:Problem)
WITH w, w.helped AS before
SET w.helped = $helped, w.ratedAt = $at
RETURN before
