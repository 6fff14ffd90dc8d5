// Purpose: whether the reader may see the change window #: who may read windows sees all, because a freeze binds also whom nobody told.
// Parameters: none.
# IS NOT NULL
