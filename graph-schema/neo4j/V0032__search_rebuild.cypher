// kind: schema
CREATE CONSTRAINT search_rebuild_name IF NOT EXISTS FOR (r:SearchRebuild) REQUIRE r.name IS UNIQUE;
