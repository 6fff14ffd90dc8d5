// kind: schema
CREATE CONSTRAINT planned_outage_id IF NOT EXISTS FOR (o:PlannedOutage) REQUIRE o.id IS UNIQUE;
CREATE CONSTRAINT planned_outage_number IF NOT EXISTS FOR (o:PlannedOutage) REQUIRE o.number IS UNIQUE;
CREATE INDEX planned_outage_from IF NOT EXISTS FOR (o:PlannedOutage) ON (o.from);
CREATE INDEX planned_outage_to IF NOT EXISTS FOR (o:PlannedOutage) ON (o.to);
CREATE INDEX planned_outage_past_to IF NOT EXISTS FOR (o:PlannedOutagePast) ON (o.to);
