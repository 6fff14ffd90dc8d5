// Purpose: lets nobody else make a change window of a list of freezes until the unit of work ends.
// Parameters: source. Index: freeze_list_source.
MERGE (l:FreezeList {source: $source})
SET l.locks = coalesce(l.locks, 0) + 1
