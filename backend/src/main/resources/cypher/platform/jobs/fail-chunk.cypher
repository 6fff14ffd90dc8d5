// Purpose: notes that a chunk failed and when it is tried again. The job is locked.
// Parameters: id, error, retryAt. Index: job_id. Row: none.
MATCH (j:Job {id: $id})
SET j.attempts = j.attempts + 1, j.error = $error, j.retryAt = $retryAt
