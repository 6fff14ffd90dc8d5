// kind: schema
CREATE CONSTRAINT change_report_id IF NOT EXISTS FOR (r:ChangeReport) REQUIRE r.id IS UNIQUE;
CREATE CONSTRAINT change_report_place IF NOT EXISTS FOR (r:ChangeReport) REQUIRE (r.organisationId, r.place) IS UNIQUE;
