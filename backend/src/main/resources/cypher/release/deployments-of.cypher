// Purpose: the deployments of each of several releases, the oldest first; there are at most 100 of each.
// Parameters: ids. Index: deployment_ticket. Row: node.
UNWIND $ids AS id
MATCH (d:Deployment {ticketId: id})
RETURN d AS node
ORDER BY d.scheduledAt, d.id
