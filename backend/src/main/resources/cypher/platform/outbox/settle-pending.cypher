// Purpose: waits until the transactions that wrote these events have ended, then says up to which revision the events of
// their aggregates are all there. MERGE on the unique id waits for the transaction that created it; a plain read would
// see one event of a transaction that is just being committed without the other. The events exist, so nothing is created.
// Parameters: ids. Index: entity_id. Row: aggregateId, revision.
UNWIND $ids AS id
MERGE (e:Entity {id: id})
WITH e
WHERE e.pendingAggregateId IS NOT NULL
RETURN e.pendingAggregateId AS aggregateId, max(e.revision) AS revision
