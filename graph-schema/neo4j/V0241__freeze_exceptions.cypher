// kind: schema
// Exceptions from freezes: one of each change and freeze.
CREATE CONSTRAINT freeze_exception_key IF NOT EXISTS FOR (e:FreezeException) REQUIRE e.key IS UNIQUE;
CREATE INDEX freeze_exception_change IF NOT EXISTS FOR (e:FreezeException) ON (e.changeId, e.windowId);
