// kind: schema
CREATE INDEX incident_organisation IF NOT EXISTS FOR (i:Incident) ON (i.organisationId, i.state);
