// Purpose: whether the record # may be shown as similar to an incident: an incident that is not withdrawn, or a known error, and
// the reader may see it. Never null.
// Parameters: problems (whether the reader may read problems), v, from Visibility.parameters().
(
  (
    (#:Incident AND coalesce(#.state <> 'CANCELLED', false))
    OR ($problems AND #:Problem AND #.knownErrorSince IS NOT NULL)
  )
  AND $$visible(#)$$
)
