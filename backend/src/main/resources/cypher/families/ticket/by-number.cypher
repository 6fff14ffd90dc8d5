// Purpose: the ticket with a number, if it is visible.
// Parameters: number, v. Index: the kind's number constraint. Row: ticket.
MATCH (t:$$Ticket$$ {number: $number}) WHERE $$visible(t)$$
RETURN t AS ticket
