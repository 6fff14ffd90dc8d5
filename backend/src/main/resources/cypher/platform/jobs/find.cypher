// Purpose: one job.
// Parameters: id. Index: job_id. Row: job.
MATCH (j:Job {id: $id})
RETURN j AS job
