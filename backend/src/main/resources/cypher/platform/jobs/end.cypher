// Purpose: ends a job; its key is free again. The job is locked.
// Parameters: id, state, error or null, now. Index: job_id. Row: none.
MATCH (j:Job {id: $id})
SET j.state = $state, j.error = $error, j.finishedAt = $now, j.activeKey = null, j.retryAt = null
