// Purpose: which versions of the evidence of changes somebody has seen last.
// Parameters: keys. Index: change_look_key. Row: changeId, version; none for what they have not looked at.
UNWIND $keys AS key
MATCH (l:ChangeLook {key: key})
RETURN l.changeId AS changeId, l.version AS version
