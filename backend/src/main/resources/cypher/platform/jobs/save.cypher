// Purpose: keeps how far a job has got. The job is locked.
// Parameters: id, checkpoint, done, total, retryAt (null to go on at once), now. Index: job_id. Row: none.
MATCH (j:Job {id: $id})
SET j.state = 'RUNNING',
    j.startedAt = coalesce(j.startedAt, $now),
    j.checkpoint = $checkpoint,
    j.done = $done,
    j.total = $total,
    j.attempts = 0,
    j.retryAt = $retryAt,
    j.error = null
