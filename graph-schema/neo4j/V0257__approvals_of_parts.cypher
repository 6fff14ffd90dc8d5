// kind: schema
// A part of a record that is approved by itself: its deployment to one environment. Requests for a record as a whole are not in it.
CREATE INDEX approval_request_part IF NOT EXISTS FOR (r:ApprovalRequest) ON (r.partId, r.current);
