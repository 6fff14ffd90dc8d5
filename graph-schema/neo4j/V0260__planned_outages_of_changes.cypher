// kind: schema
// The outages that changes bring.
CREATE INDEX planned_outage_change IF NOT EXISTS FOR (o:PlannedOutage) ON (o.changeId);
