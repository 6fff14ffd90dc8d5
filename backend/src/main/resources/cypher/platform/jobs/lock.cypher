// Purpose: locks a job and says how far it has got.
// Parameters: id, lock. Index: job_id. Row: job.
MATCH (j:Job {id: $id})
SET j.lockedBy = $lock
WITH j
RETURN j AS job
