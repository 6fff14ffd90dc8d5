// Purpose: changes a choice under its lock.
// Parameters: ticketKind, purpose, code, name, active, revision. Index: ticket_choice_code. Row: none.
MATCH (c:TicketChoice {ticketKind: $ticketKind, purpose: $purpose, code: $code})
SET c.name = $name, c.active = $active, c.revision = $revision
