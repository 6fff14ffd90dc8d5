// kind: schema
CREATE CONSTRAINT search_drift_name IF NOT EXISTS FOR (r:SearchDrift) REQUIRE r.name IS UNIQUE;
