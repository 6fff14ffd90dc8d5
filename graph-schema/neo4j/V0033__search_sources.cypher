// kind: schema
// Full-text indexes hold only what everybody may read who sees the record: search asks them while its engine is away.
CREATE INDEX incident_id IF NOT EXISTS FOR (i:Incident) ON (i.id);
CREATE FULLTEXT INDEX incident_text IF NOT EXISTS FOR (i:Incident) ON EACH [i.number, i.title, i.description, i.symptom, i.location, i.resolution];
CREATE FULLTEXT INDEX ci_text IF NOT EXISTS FOR (ci:ConfigurationItem) ON EACH [ci.number, ci.name, ci.description];
