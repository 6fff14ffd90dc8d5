// SPDX-License-Identifier: Apache-2.0
package io.mainstay.problem.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.kernel.Permission;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.Role;
import io.mainstay.kernel.RolePermissions;
import io.mainstay.kernel.Visibility;
import io.mainstay.problem.Problem;
import io.mainstay.problem.ProblemAction;
import io.mainstay.problem.ProblemState;
import io.mainstay.ticket.FacetAction;
import io.mainstay.ticket.Facets;
import io.mainstay.ticket.Header;
import io.mainstay.ticket.TicketImpact;
import io.mainstay.ticket.TicketImpactOrigin;
import io.mainstay.ticket.TicketPriority;
import io.mainstay.ticket.TicketState.Stage;
import io.mainstay.ticket.TicketUrgency;
import io.mainstay.ticket.Transition;
import io.mainstay.ticket.TransitionTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProblemTransitionsTest {

    private static final TransitionTable<ProblemState> TABLE = ProblemType.transitions();

    private static final Path PAGE = Path.of("..", "docs", "problems.md");
    private static final String BEGIN =
            "<!-- transitions: written by ProblemTransitionsTest with -Ddocs.update=true -->\n";
    private static final String END = "<!-- end of transitions -->\n";

    /** A closed problem is over, and yet it may come back. */
    @ParameterizedTest
    @EnumSource(ProblemState.class)
    void shouldLetEveryStateThatIsNotTheEndBeLeft(ProblemState state) {
        boolean end = state == ProblemState.DUPLICATE || state == ProblemState.CANCELLED;

        assertThat(TABLE.rows())
                .filteredOn(row -> row.from().contains(state) && row.to() != null && row.to() != state)
                .matches(rows -> rows.isEmpty() == end);
    }

    @ParameterizedTest
    @EnumSource(ProblemState.class)
    void shouldReachEveryState(ProblemState state) {
        assertThat(TABLE.rows()).anyMatch(row -> row.to() == state);
    }

    @ParameterizedTest
    @EnumSource(ProblemState.class)
    void shouldHoldAndResumeWithoutAChangeOfStateWhileWorkIsToBeDone(ProblemState state) {
        for (FacetAction action : List.of(FacetAction.HOLD, FacetAction.RESUME)) {
            assertThat(TABLE.isPossible(state, action)).isEqualTo(state.stage() == Stage.OPEN);
            assertThat(TABLE.row(action).to()).isNull();
        }
    }

    @Test
    void shouldSeekACauseBeforeItIsRemoved() {
        assertThat(TABLE.row(ProblemAction.FIX).from()).containsExactly(ProblemState.INVESTIGATING);
        assertThat(TABLE.row(ProblemAction.MARK_KNOWN_ERROR).from())
                .doesNotContain(ProblemState.NEW, ProblemState.ASSESSED, ProblemState.RESOLVED, ProblemState.CLOSED);
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void shouldLetOnlyThoseWorkWhoWorkOnProblems(Role role) {
        Principal principal = new Principal(
                "reporter",
                "reporter",
                "org",
                Set.of(),
                Set.of(role),
                RolePermissions.of(role),
                Visibility.everything("reporter"));
        Set<Permission> permissions = RolePermissions.of(role);

        for (Transition<ProblemState> row : TABLE.rows()) {
            assertThat(TABLE.isPermitted(principal, problem(), row.action()))
                    .as(row.action().name())
                    .isEqualTo(
                            switch (row.who()) {
                                case REPORTER -> permissions.contains(Permission.PROBLEM_REPORT);
                                case WORKER, PARTICIPANT, WORKER_OR_PARTICIPANT ->
                                    permissions.contains(Permission.PROBLEM_WORK);
                                case CLASSIFIER -> permissions.contains(Permission.RECORD_CLASSIFY);
                                case HOLDER, SYSTEM -> false;
                            });
        }
    }

    @Test
    void shouldBeShownInTheDocumentation() throws IOException {
        String page = Files.readString(PAGE);
        int begin = page.indexOf(BEGIN) + BEGIN.length();
        int end = page.indexOf(END);
        assertThat(begin).isGreaterThan(BEGIN.length());
        if (Boolean.getBoolean("docs.update")) {
            Files.writeString(PAGE, page.substring(0, begin) + markdown() + page.substring(end));
            return;
        }
        assertThat(page.substring(begin, end)).isEqualTo(markdown());
    }

    private static String markdown() {
        StringBuilder table =
                new StringBuilder("| action | from | to | who | needs |\n| --- | --- | --- | --- | --- |\n");
        for (Transition<ProblemState> row : TABLE.rows()) {
            table.append("| ")
                    .append(row.action().name())
                    .append(" | ")
                    .append(states(row))
                    .append(" | ")
                    .append(row.to() == null ? "same" : row.to())
                    .append(" | ")
                    .append(row.who().name().toLowerCase(Locale.ROOT).replace('_', ' '))
                    .append(" | ")
                    .append(String.join(", ", row.required()))
                    .append(" |\n");
        }
        return table.toString();
    }

    private static String states(Transition<ProblemState> row) {
        if (row.from().isEmpty()) {
            return "nothing";
        }
        if (row.from().size() == ProblemState.values().length) {
            return "any";
        }
        return row.from().stream()
                .sorted(Comparator.naturalOrder())
                .map(Enum::name)
                .collect(Collectors.joining(", "));
    }

    private static Problem problem() {
        Instant at = Instant.parse("2026-03-01T10:00:00Z");
        return new Problem(
                new Header("problem", "PRB0000001", "org", 1, 1, at, at, at, null),
                new Facets(
                        new Facets.Description("Title", null, null),
                        new Facets.People("reporter", null, null),
                        Facets.Assignment.of(null, null),
                        null,
                        new Facets.Rating(
                                TicketImpact.MEDIUM,
                                TicketUrgency.MEDIUM,
                                TicketPriority.P3,
                                1,
                                TicketImpactOrigin.DEFAULT,
                                null,
                                TicketImpact.MEDIUM),
                        null,
                        Facets.Secrecy.NONE),
                ProblemState.NEW,
                null,
                null,
                null,
                null,
                0);
    }
}
