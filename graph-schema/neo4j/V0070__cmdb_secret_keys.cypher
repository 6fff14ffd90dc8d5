// kind: schema
CREATE INDEX ci_secret_key_id IF NOT EXISTS FOR (ci:ConfigurationItem) ON (ci.secretKeyId);
