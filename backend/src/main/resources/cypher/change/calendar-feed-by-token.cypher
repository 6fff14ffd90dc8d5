// Purpose: the feed of the calendar with a token.
// Parameters: tokenHash. Index: calendar_feed_token. Row: node.
MATCH (f:CalendarFeed {tokenHash: $tokenHash})
RETURN f AS node
