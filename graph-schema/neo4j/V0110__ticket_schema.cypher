// kind: schema
CREATE CONSTRAINT ticket_category_name IF NOT EXISTS FOR (c:TicketCategory)
  REQUIRE (c.ticketKind, c.parentKey, c.nameKey) IS UNIQUE;
CREATE CONSTRAINT ticket_choice_code IF NOT EXISTS FOR (c:TicketChoice) REQUIRE (c.ticketKind, c.purpose, c.code) IS UNIQUE;
