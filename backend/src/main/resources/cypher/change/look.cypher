// Purpose: keeps which version of the evidence of a change somebody has seen last, in the place of the one before.
// Parameters: key, personId, changeId, version. Index: change_look_key. Row: none.
MERGE (l:ChangeLook {key: $key})
SET l.personId = $personId, l.changeId = $changeId, l.version = $version
