// Purpose: the change windows that came of entries of a list of freezes.
// Parameters: source, uids. Index: change_window_import. Row: node.
UNWIND $uids AS uid
MATCH (w:ChangeWindow {importSource: $source, importUid: uid})
RETURN w AS node
