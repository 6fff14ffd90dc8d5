// kind: schema
CREATE CONSTRAINT change_template_id IF NOT EXISTS FOR (t:ChangeTemplate) REQUIRE t.id IS UNIQUE;
CREATE INDEX change_template_name IF NOT EXISTS FOR (t:ChangeTemplate) ON (t.nameKey, t.id);
CREATE INDEX change_template_created_at IF NOT EXISTS FOR (t:ChangeTemplate) ON (t.createdAt, t.id);
CREATE INDEX change_template_updated_at IF NOT EXISTS FOR (t:ChangeTemplate) ON (t.updatedAt, t.id);
CREATE INDEX change_template_state IF NOT EXISTS FOR (t:ChangeTemplate) ON (t.state, t.nameKey, t.id);
// The changes of a template: those that are over, and all.
CREATE INDEX change_template_closed_at IF NOT EXISTS FOR (c:Change) ON (c.templateId, c.closedAt);
CREATE INDEX change_template IF NOT EXISTS FOR (c:Change) ON (c.templateId, c.open, c.priority, c.id);
