// SPDX-License-Identifier: Apache-2.0
package io.mainstay.ticket.internal.graphql;

import io.mainstay.kernel.PageRequest;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.UserError;
import io.mainstay.platform.graphql.Connection;
import io.mainstay.platform.graphql.Payload;
import io.mainstay.record.TicketKind;
import io.mainstay.ticket.PriorityMatrix;
import io.mainstay.ticket.TicketCategory;
import io.mainstay.ticket.TicketChoice;
import io.mainstay.ticket.TicketSettings;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.MutationMapping;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.stereotype.Controller;

/** What is configured for each kind of ticket. */
@Controller
class TicketSettingsGraphQl {

    private final TicketSettings settings;

    TicketSettingsGraphQl(TicketSettings settings) {
        this.settings = settings;
    }

    record Category(TicketKind kind, String name, @Nullable String parentId) {}

    record Choice(TicketKind kind, TicketChoice.Purpose purpose, String code, String name, boolean active) {

        TicketChoice choice() {
            return new TicketChoice(kind, purpose, code, name, active);
        }
    }

    record Matrix(TicketKind kind, List<PriorityMatrix.Cell> cells) {}

    record CategoryPayload(@Nullable TicketCategory category, List<UserError> userErrors) implements Payload {}

    record ChoicePayload(@Nullable TicketChoice choice, List<UserError> userErrors) implements Payload {}

    record MatrixPayload(@Nullable PriorityMatrix matrix, List<UserError> userErrors) implements Payload {}

    @QueryMapping
    Connection<TicketCategory> ticketCategories(
            @Argument TicketKind kind,
            @Argument @Nullable String parentId,
            @Argument @Nullable Integer first,
            @Argument @Nullable String after,
            Principal principal) {
        return Connection.of(settings.categoriesBelow(
                principal, kind, parentId, PageRequest.of(first, after, TicketSettings.categoryScope(kind, parentId))));
    }

    @QueryMapping
    List<TicketChoice> ticketChoices(
            @Argument TicketKind kind, @Argument TicketChoice.@Nullable Purpose purpose, Principal principal) {
        return settings.choices(principal, kind).stream()
                .filter(choice -> purpose == null || choice.purpose() == purpose)
                .toList();
    }

    @QueryMapping
    PriorityMatrix priorityMatrix(@Argument TicketKind kind, Principal principal) {
        return settings.matrix(principal, kind);
    }

    @MutationMapping
    CategoryPayload ticketCategoryCreate(
            @Argument Category input, @Argument @Nullable String idempotencyKey, Principal principal) {
        return Payload.of(
                () -> settings.createCategory(principal, input.kind(), input.name(), input.parentId(), idempotencyKey),
                CategoryPayload::new);
    }

    @MutationMapping
    CategoryPayload ticketCategorySetActive(@Argument String id, @Argument boolean active, Principal principal) {
        return Payload.of(() -> settings.setCategoryActive(principal, id, active), CategoryPayload::new);
    }

    @MutationMapping
    ChoicePayload ticketChoiceSet(@Argument Choice input, Principal principal) {
        return Payload.of(() -> settings.setChoice(principal, input.choice()), ChoicePayload::new);
    }

    @MutationMapping
    MatrixPayload priorityMatrixSet(@Argument Matrix input, @Argument int expectedVersion, Principal principal) {
        return Payload.of(
                () -> settings.setMatrix(principal, input.kind(), input.cells(), expectedVersion), MatrixPayload::new);
    }
}
