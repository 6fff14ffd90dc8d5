// kind: schema
CREATE INDEX person_sort_key IF NOT EXISTS FOR (p:Person) ON (p.sortKey);
CREATE INDEX person_active IF NOT EXISTS FOR (p:Person) ON (p.active, p.id);
CREATE INDEX team_sort_key IF NOT EXISTS FOR (t:Team) ON (t.sortKey);
CREATE INDEX team_path IF NOT EXISTS FOR (t:Team) ON (t.path);
CREATE INDEX organisation_sort_key IF NOT EXISTS FOR (o:Organisation) ON (o.sortKey);
CREATE INDEX organisation_path IF NOT EXISTS FOR (o:Organisation) ON (o.path);
