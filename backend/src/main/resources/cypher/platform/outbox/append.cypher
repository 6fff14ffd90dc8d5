// Purpose: writes events that await their sequence number, in the transaction of the change that caused them.
// Parameters: rows of id, type, aggregateType, aggregateId, revision, occurredAt, recordedAt, payload, traceparent.
// Index: entity_id. Row: none.
UNWIND $rows AS row
CREATE (:Entity:OutboxEvent {
  id: row.id,
  type: row.type,
  aggregateType: row.aggregateType,
  aggregateId: row.aggregateId,
  revision: row.revision,
  occurredAt: row.occurredAt,
  recordedAt: row.recordedAt,
  payload: row.payload,
  traceparent: row.traceparent,
  pendingId: row.id,
  pendingAggregateId: row.aggregateId
})
