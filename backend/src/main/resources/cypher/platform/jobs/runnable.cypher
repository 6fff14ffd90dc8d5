// Purpose: jobs that wait for a chunk to be done, of kinds that this release knows.
// Parameters: kinds, now, limit. Index: job_state. Row: job.
MATCH (j:Job)
WHERE j.state IN ['QUEUED', 'RUNNING'] AND j.kind IN $kinds AND (j.retryAt IS NULL OR j.retryAt <= $now)
RETURN j AS job ORDER BY j.id LIMIT $limit
