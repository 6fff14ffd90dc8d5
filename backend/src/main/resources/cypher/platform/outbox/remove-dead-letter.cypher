// Purpose: forgets a dead letter whose event has been handled. Row, if it was there, so that a repetition is noticed.
// Parameters: key. Index: dead_letter_key. Row: key.
MATCH (d:DeadLetter {key: $key})
DETACH DELETE d
RETURN $key AS key
