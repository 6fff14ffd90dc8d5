// Purpose: an effect that tests count; nothing keeps it from being made twice.
// Parameters: source, aggregateId, revision. Index: none. Row: none.
CREATE (:TestEffect {source: $source, aggregateId: $aggregateId, revision: $revision, at: datetime.realtime()})
