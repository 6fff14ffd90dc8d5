// kind: schema
// By when something is over: what was over before a range is left out by the first key.
CREATE INDEX deployment_window IF NOT EXISTS FOR (d:Deployment) ON (d.windowTo, d.windowFrom);
CREATE INDEX release_early_life IF NOT EXISTS FOR (r:Release) ON (r.earlyLifeUntil, r.availableAt);
