// kind: schema
// Until when what the users of a service were told of an outage says something.
CREATE INDEX noticed_for_until IF NOT EXISTS FOR ()-[n:NOTICED_FOR]-() ON (n.until);
