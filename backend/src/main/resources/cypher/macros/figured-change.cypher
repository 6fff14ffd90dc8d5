// Purpose: whether the change # counts for figures: it was closed in the range, is one of those that are asked about, and the reader may see it.
// Parameters: from, to (excluded), teamIds, types, templateIds, serviceOfferingIds, organisationIds (each null for all), v.
(
  #.state = 'CLOSED' AND #.closedAt >= $from AND #.closedAt < $to
  AND ($teamIds IS NULL OR #.teamId IN $teamIds)
  AND ($types IS NULL OR #.type IN $types)
  AND ($templateIds IS NULL OR #.templateId IN $templateIds)
  AND ($serviceOfferingIds IS NULL OR #.serviceOfferingId IN $serviceOfferingIds)
  AND ($organisationIds IS NULL OR #.organisationId IN $organisationIds)
  AND $$visible(#)$$
)
