// Purpose: whether the reader may see the meeting of the change advisory board #: who may read changes sees all; what one is about is
// another matter.
// Parameters: none.
# IS NOT NULL
