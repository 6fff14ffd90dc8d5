// Purpose: the schedule of a periodic job, which is made if it is missing and set anew if its cadence was changed.
// Parameters: name, id, cadence, nextDue. Index: schedule_name. Row: none.
MERGE (s:Schedule {name: $name})
ON CREATE SET s:Entity, s.id = $id
SET s.lockedBy = $id
WITH s
WHERE s.cadence IS NULL OR s.cadence <> $cadence
SET s.cadence = $cadence, s.nextDue = $nextDue
