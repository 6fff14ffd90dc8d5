// Purpose: meetings of the change advisory board by id.
// Parameters: ids. Index: cab_meeting_id. Row: node.
UNWIND $ids AS id
MATCH (m:CabMeeting {id: id})
RETURN m AS node
