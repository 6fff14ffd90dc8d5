// kind: schema
CREATE CONSTRAINT followed_by_key IF NOT EXISTS FOR ()-[l:FOLLOWED_BY]-() REQUIRE l.key IS UNIQUE;
