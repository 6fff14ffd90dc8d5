// kind: schema
// Lists of people begin where few of them have to be looked at.
CREATE INDEX person_organisation IF NOT EXISTS FOR (p:Person) ON (p.organisationId, p.sortKey);
CREATE TEXT INDEX person_text IF NOT EXISTS FOR (p:Person) ON (p.searchText);
