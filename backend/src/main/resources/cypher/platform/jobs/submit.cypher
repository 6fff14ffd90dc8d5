// Purpose: queues a job, or finds the one that is active under the same key. MERGE holds the lock of the key.
// Parameters: id, kind, activeKey, parameters, requestedBy, now. Index: job_active_key. Row: id.
MERGE (j:Job {activeKey: $activeKey})
ON CREATE SET j:Entity,
    j.id = $id,
    j.kind = $kind,
    j.state = 'QUEUED',
    j.parameters = $parameters,
    j.requestedBy = $requestedBy,
    j.checkpoint = '',
    j.done = 0,
    j.attempts = 0,
    j.cancelRequested = false,
    j.createdAt = $now
RETURN j.id AS id
