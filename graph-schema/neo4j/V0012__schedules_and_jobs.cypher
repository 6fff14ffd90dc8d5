// kind: schema
CREATE CONSTRAINT schedule_name IF NOT EXISTS FOR (s:Schedule) REQUIRE s.name IS UNIQUE;
CREATE INDEX job_state IF NOT EXISTS FOR (j:Job) ON (j.state);
CREATE INDEX job_id IF NOT EXISTS FOR (j:Job) ON (j.id);
CREATE CONSTRAINT job_active_key IF NOT EXISTS FOR (j:Job) REQUIRE j.activeKey IS UNIQUE;
