// kind: schema
CREATE CONSTRAINT identity_synchronisation_name IF NOT EXISTS FOR (s:IdentitySynchronisation) REQUIRE s.name IS UNIQUE;
