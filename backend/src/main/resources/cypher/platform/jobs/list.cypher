// Purpose: jobs, the newest first; ids ascend with time.
// Parameters: beforeId (greater than every id for the first page), limit. Index: job_id. Row: job.
MATCH (j:Job)
WHERE j.id < $beforeId
RETURN j AS job ORDER BY j.id DESC LIMIT $limit
