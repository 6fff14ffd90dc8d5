// kind: schema
// contract: V0115
// The full-text indexes that answer while the search engine is away, out of the commits: written a moment later, and over numbers, titles
// and names alone. They keep their names, so a release that knows them goes on with them.
DROP INDEX incident_text IF EXISTS;
CREATE FULLTEXT INDEX incident_text IF NOT EXISTS FOR (i:Incident) ON EACH [i.number, i.title] OPTIONS {indexConfig: {`fulltext.eventually_consistent`: true}};
DROP INDEX ci_text IF EXISTS;
CREATE FULLTEXT INDEX ci_text IF NOT EXISTS FOR (ci:ConfigurationItem) ON EACH [ci.number, ci.name] OPTIONS {indexConfig: {`fulltext.eventually_consistent`: true}};
DROP INDEX problem_text IF EXISTS;
CREATE FULLTEXT INDEX problem_text IF NOT EXISTS FOR (p:Problem) ON EACH [p.number, p.title] OPTIONS {indexConfig: {`fulltext.eventually_consistent`: true}};
