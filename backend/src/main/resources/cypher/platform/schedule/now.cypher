// Purpose: the database's clock, which all replicas share.
// Parameters: none. Index: none. Row: now.
RETURN datetime.realtime() AS now
