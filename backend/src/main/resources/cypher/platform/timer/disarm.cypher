// Purpose: disarms timers by their keys; one that is not armed is no error.
// Parameters: keys. Index: timer_key. Row: none.
UNWIND $keys AS key
MATCH (t:Timer {key: key})
DELETE t
