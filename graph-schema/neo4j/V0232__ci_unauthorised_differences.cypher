// kind: schema
// Configuration items that differ from what changes have made of them, the longest first; few of all.
CREATE INDEX ci_unauthorised IF NOT EXISTS FOR (ci:ConfigurationItem) ON (ci.unauthorisedSince, ci.id);
