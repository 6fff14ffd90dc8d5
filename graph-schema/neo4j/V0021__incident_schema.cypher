// kind: schema
CREATE CONSTRAINT incident_number IF NOT EXISTS FOR (i:Incident) REQUIRE i.number IS UNIQUE;
CREATE CONSTRAINT affects_key IF NOT EXISTS FOR ()-[a:AFFECTS]-() REQUIRE a.key IS UNIQUE;
CREATE INDEX incident_reported_at IF NOT EXISTS FOR (i:Incident) ON (i.reportedAt, i.id);
CREATE INDEX incident_last_event_at IF NOT EXISTS FOR (i:Incident) ON (i.lastEventAt, i.id);
CREATE INDEX incident_open IF NOT EXISTS FOR (i:Incident) ON (i.open, i.priority);
CREATE INDEX incident_team IF NOT EXISTS FOR (i:Incident) ON (i.teamId);
CREATE INDEX incident_assignee IF NOT EXISTS FOR (i:Incident) ON (i.assigneeId);
CREATE INDEX incident_affected_person IF NOT EXISTS FOR (i:Incident) ON (i.affectedPersonId);
CREATE INDEX incident_service_offering IF NOT EXISTS FOR (i:Incident) ON (i.serviceOfferingId);
CREATE CONSTRAINT incident_category_name IF NOT EXISTS FOR (c:IncidentCategory) REQUIRE (c.parentKey, c.nameKey) IS UNIQUE;
CREATE CONSTRAINT incident_choice_key IF NOT EXISTS FOR (c:IncidentChoice) REQUIRE c.key IS UNIQUE;
