// Purpose: asks a job that has not ended to end after the chunk that it is at.
// Parameters: id, lock. Index: job_id. Row: job, or none if it has ended or does not exist.
MATCH (j:Job {id: $id})
SET j.lockedBy = $lock
WITH j
WHERE j.state IN ['QUEUED', 'RUNNING']
SET j.cancelRequested = true, j.retryAt = null
RETURN j AS job
