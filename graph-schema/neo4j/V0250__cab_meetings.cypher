// kind: schema
CREATE CONSTRAINT cab_meeting_id IF NOT EXISTS FOR (m:CabMeeting) REQUIRE m.id IS UNIQUE;
CREATE INDEX cab_meeting_starts_at IF NOT EXISTS FOR (m:CabMeeting) ON (m.startsAt, m.id);
CREATE INDEX cab_meeting_created_at IF NOT EXISTS FOR (m:CabMeeting) ON (m.createdAt, m.id);
// By which the calendar finds them: a meeting is short, so that its end says nearly when it begins.
CREATE INDEX cab_meeting_ends_at IF NOT EXISTS FOR (m:CabMeeting) ON (m.endsAt, m.startsAt);
