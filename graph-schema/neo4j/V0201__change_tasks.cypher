// kind: schema
CREATE CONSTRAINT change_task_id IF NOT EXISTS FOR (t:ChangeTask) REQUIRE t.id IS UNIQUE;
CREATE INDEX change_task_ticket IF NOT EXISTS FOR (t:ChangeTask) ON (t.ticketId);
