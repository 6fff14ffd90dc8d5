// kind: schema
CREATE CONSTRAINT change_window_id IF NOT EXISTS FOR (w:ChangeWindow) REQUIRE w.id IS UNIQUE;
CREATE INDEX change_window_name IF NOT EXISTS FOR (w:ChangeWindow) ON (w.nameKey, w.id);
CREATE INDEX change_window_created_at IF NOT EXISTS FOR (w:ChangeWindow) ON (w.createdAt, w.id);
CREATE INDEX change_window_holds_from IF NOT EXISTS FOR (w:ChangeWindow) ON (w.holdsFrom, w.id);
// Those that are over for good, which become ever more, are left out of each answer by the first key.
CREATE INDEX change_window_holds_until IF NOT EXISTS FOR (w:ChangeWindow) ON (w.holdsUntil, w.holdsFrom);
