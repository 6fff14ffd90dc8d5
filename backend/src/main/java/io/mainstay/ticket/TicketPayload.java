// SPDX-License-Identifier: Apache-2.0
package io.mainstay.ticket;

import io.mainstay.kernel.UserError;
import io.mainstay.platform.graphql.Payload;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What every change of a ticket answers. The schema calls the ticket by the name of its kind. */
public record TicketPayload(@Nullable Ticket<?, ?> ticket, List<UserError> userErrors) implements Payload {}
