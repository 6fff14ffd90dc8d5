// SPDX-License-Identifier: Apache-2.0
package io.mainstay.ticket;

import io.mainstay.kernel.RefusedException;
import io.mainstay.kernel.UserError;
import io.mainstay.kernel.UserErrorCode;
import io.mainstay.platform.cypher.Writes;
import io.mainstay.record.TicketKind;
import io.mainstay.ticket.internal.store.TicketSettingsStore;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What is configured for a kind of ticket, for the rules of that kind. Asks for no permission of its own: who may report a
 * ticket or work on it may name what it needs.
 */
@Component
public final class TicketSettingsInForce {

    private final TicketSettingsStore store;
    private final Writes writes;

    TicketSettingsInForce(TicketSettingsStore store, Writes writes) {
        this.store = store;
        this.writes = writes;
    }

    public PriorityMatrix matrix(TicketKind kind) {
        return store.matrix(kind);
    }

    /**
     * Checks what the input field {@code categoryId} names.
     *
     * @param id null for no category, which is always allowed
     * @throws RefusedException if there is no such category of the kind, or if it is retired
     */
    public void requireCategory(TicketKind kind, @Nullable String id) {
        if (id == null) {
            return;
        }
        TicketCategory category = store.categories(List.of(id)).get(id);
        if (category == null || category.kind() != kind) {
            throw RefusedException.notFound("Category", id, "input", "categoryId");
        }
        if (!category.active()) {
            throw retired(category);
        }
        writes.requireInUse("TicketCategory", id, () -> retired(category));
    }

    /**
     * Checks a code that an input field names.
     *
     * @throws RefusedException naming the codes that may be chosen, if this is none of them
     */
    public void requireChoice(TicketKind kind, TicketChoice.Purpose purpose, String code, String field) {
        if (store.choice(kind, purpose, code).filter(TicketChoice::active).isEmpty()) {
            List<String> codes = store.choices(kind).stream()
                    .filter(choice -> choice.purpose() == purpose && choice.active())
                    .map(TicketChoice::code)
                    .toList();
            throw new RefusedException(UserError.of(
                            UserErrorCode.INVALID,
                            field + " must be one of " + String.join(", ", codes) + ".",
                            "input",
                            field)
                    .with("allowed", codes));
        }
    }

    private static RefusedException retired(TicketCategory category) {
        return new RefusedException(UserError.of(
                UserErrorCode.CONFLICT, "The category " + category.path() + " is retired.", "input", "categoryId"));
    }
}
