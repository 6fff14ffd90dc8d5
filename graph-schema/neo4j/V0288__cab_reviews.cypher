// kind: schema
// Emergencies at which the change advisory board has not looked yet, by the time that it is to.
CREATE INDEX change_cab_review_due_at IF NOT EXISTS FOR (c:Change) ON (c.cabReviewDueAt, c.id);
