// kind: schema
CREATE INDEX attachment_record IF NOT EXISTS FOR (a:Attachment) ON (a.recordId, a.attachedAt, a.id);
CREATE INDEX attachment_upload IF NOT EXISTS FOR (a:Attachment) ON (a.uploadedById, a.expiresAt);
CREATE INDEX attachment_expiry IF NOT EXISTS FOR (a:Attachment) ON (a.expiresAt);
