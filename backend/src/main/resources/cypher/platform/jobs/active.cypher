// Purpose: whether a job is active under a key.
// Parameters: activeKey. Index: job_active_key. Row: id, or none.
MATCH (j:Job {activeKey: $activeKey})
RETURN j.id AS id
