// Purpose: whether the reader may see the policy #: who may read policies sees all, because all are to know who approves what.
// Parameters: none.
# IS NOT NULL
