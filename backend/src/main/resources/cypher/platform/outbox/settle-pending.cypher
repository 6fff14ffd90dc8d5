// Purpose: waits until the transactions that wrote these events have ended, and only then reads every event of their
// aggregates that awaits its number, up to the revision up to which they are all there. MERGE on the unique id waits for the
// transaction that created it; a plain read would see one event of a transaction that is just being committed without the
// other. The events exist, so nothing is created. The aggregation lets no event be read before all were waited for.
// Parameters: ids. Index: entity_id, outbox_event_pending_aggregate. Row: id, aggregateId, revision.
UNWIND $ids AS id
MERGE (e:Entity {id: id})
WITH e
WHERE e.pendingAggregateId IS NOT NULL
WITH e.pendingAggregateId AS aggregateId, max(e.revision) AS revision
MATCH (p:OutboxEvent)
WHERE p.pendingAggregateId = aggregateId AND p.revision <= revision
RETURN p.id AS id, aggregateId, p.revision AS revision
