// Purpose: creates a choice if there is none, and takes its lock; revision 0 says that it is new.
// Parameters: ticketKind, purpose, code, id, name, kindLabel, lock. Index: ticket_choice_code. Row: choice.
MERGE (c:TicketChoice {ticketKind: $ticketKind, purpose: $purpose, code: $code})
ON CREATE SET c:Entity, c:$($kindLabel), c.id = $id, c.name = $name, c.active = true, c.revision = 0
SET c.lockedBy = $lock
RETURN c AS choice
