// kind: schema
CREATE INDEX outbox_event_seq IF NOT EXISTS FOR (e:OutboxEvent) ON (e.seq);
CREATE INDEX outbox_event_pending_id IF NOT EXISTS FOR (e:OutboxEvent) ON (e.pendingId);
CREATE INDEX outbox_event_pending_aggregate IF NOT EXISTS FOR (e:OutboxEvent) ON (e.pendingAggregateId, e.revision);
CREATE CONSTRAINT timer_key IF NOT EXISTS FOR (t:Timer) REQUIRE t.key IS UNIQUE;
CREATE INDEX timer_sweep_at IF NOT EXISTS FOR (t:Timer) ON (t.sweepAt);
CREATE INDEX timer_aggregate_id IF NOT EXISTS FOR (t:Timer) ON (t.aggregateId);
CREATE INDEX timer_dead_at IF NOT EXISTS FOR (t:Timer) ON (t.deadAt);
