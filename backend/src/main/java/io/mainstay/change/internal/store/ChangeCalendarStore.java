// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change.internal.store;

import io.mainstay.change.ChangeCalendarQuestion;
import io.mainstay.change.ChangeState;
import io.mainstay.kernel.Visibility;
import io.mainstay.platform.cypher.Cypher;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** When changes are planned or made, for the calendar. */
@Component
public final class ChangeCalendarStore {

    /** The states of what is handed in and not begun. */
    private static final List<String> PLANNED =
            List.of(ChangeState.ASSESSMENT.name(), ChangeState.AUTHORISATION.name(), ChangeState.SCHEDULED.name());

    private final Cypher cypher;

    ChangeCalendarStore(Cypher cypher) {
        this.cypher = cypher;
    }

    /** @param to null while it is under way and nobody knows until when */
    public record Dated(String id, Instant from, @Nullable Instant to) {}

    /**
     * The visible changes of the question, those that begin first first.
     *
     * @param ciIds of one of these CIs; of any or none if null
     */
    public List<Dated> during(
            Visibility visibility,
            ChangeCalendarQuestion question,
            @Nullable Collection<String> ciIds,
            Instant now,
            int limit) {
        return cypher.statement("change/calendar")
                .with("planned", PLANNED)
                .with("from", question.from())
                .with("to", question.to())
                .with("now", now)
                .with("types", names(question.types()))
                .with("riskLevels", names(question.riskLevels()))
                .with("teamIds", question.anyTeam())
                .with("organisationIds", question.anyOrganisation())
                .with("ciIds", ciIds)
                .with("limit", limit)
                .with("v", visibility.parameters())
                .list(row -> new Dated(row.string("id"), row.instant("startsAt"), row.instantOrNull("endsAt")));
    }

    private static @Nullable List<String> names(Collection<? extends Enum<?>> values) {
        return values.isEmpty() ? null : values.stream().map(Enum::name).toList();
    }
}
