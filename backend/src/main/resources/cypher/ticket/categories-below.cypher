// Purpose: the categories of a kind of ticket right below one, or the topmost, by name.
// Parameters: ticketKind, parentId ('' for the topmost), after (a name), limit. Index: ticket_category_name. Row: category.
MATCH (c:TicketCategory {ticketKind: $ticketKind, parentKey: $parentId}) WHERE c.nameKey > $after
RETURN c AS category
ORDER BY c.nameKey
LIMIT $limit
