// Purpose: all hold reasons and resolution codes of a kind of ticket, in their order; a few dozen.
// Parameters: ticketKind. Index: ticket_choice_code. Row: choice.
MATCH (c:TicketChoice {ticketKind: $ticketKind}) WHERE c.purpose > '' AND c.code > ''
RETURN c AS choice
ORDER BY c.purpose, c.code
