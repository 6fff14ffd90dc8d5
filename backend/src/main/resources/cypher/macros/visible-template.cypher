// Purpose: whether the reader may see the change template #: who may read changes sees all, because they are a catalogue.
// Parameters: none.
# IS NOT NULL
