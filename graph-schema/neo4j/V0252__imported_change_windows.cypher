// kind: schema
CREATE CONSTRAINT change_window_import IF NOT EXISTS FOR (w:ChangeWindow) REQUIRE (w.importSource, w.importUid) IS UNIQUE;
// Lists of freezes by their names, for their locks.
CREATE CONSTRAINT freeze_list_source IF NOT EXISTS FOR (l:FreezeList) REQUIRE l.source IS UNIQUE;
