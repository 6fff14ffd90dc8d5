// Purpose: one hold reason or resolution code of a kind of ticket.
// Parameters: ticketKind, purpose, code. Index: ticket_choice_code. Row: choice.
MATCH (c:TicketChoice {ticketKind: $ticketKind, purpose: $purpose, code: $code})
RETURN c AS choice
