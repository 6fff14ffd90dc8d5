// kind: schema
CREATE INDEX dead_letter_seq IF NOT EXISTS FOR (d:DeadLetter) ON (d.seq);
