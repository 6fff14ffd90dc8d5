// SPDX-License-Identifier: Apache-2.0
package io.mainstay.incident.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.incident.Incident;
import io.mainstay.incident.IncidentAction;
import io.mainstay.incident.IncidentChannel;
import io.mainstay.incident.IncidentState;
import io.mainstay.kernel.Permission;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.Role;
import io.mainstay.kernel.RolePermissions;
import io.mainstay.kernel.Visibility;
import io.mainstay.ticket.FacetAction;
import io.mainstay.ticket.Facets;
import io.mainstay.ticket.Header;
import io.mainstay.ticket.TicketAction;
import io.mainstay.ticket.TicketImpact;
import io.mainstay.ticket.TicketImpactOrigin;
import io.mainstay.ticket.TicketPriority;
import io.mainstay.ticket.TicketUrgency;
import io.mainstay.ticket.Transition;
import io.mainstay.ticket.TransitionTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class IncidentTransitionsTest {

    private static final TransitionTable<IncidentState> TABLE = IncidentType.transitions();

    private static final Path PAGE = Path.of("..", "docs", "incident.md");
    private static final String BEGIN =
            "<!-- transitions: written by IncidentTransitionsTest with -Ddocs.update=true -->\n";
    private static final String END = "<!-- end of transitions -->\n";

    @ParameterizedTest
    @EnumSource(IncidentState.class)
    void shouldLetEveryStateThatIsNotTheEndBeLeft(IncidentState state) {
        boolean end = state == IncidentState.CANCELLED;

        assertThat(TABLE.rows())
                .filteredOn(row -> row.from().contains(state) && row.to() != null && row.to() != state)
                .matches(rows -> rows.isEmpty() == end);
    }

    @ParameterizedTest
    @EnumSource(IncidentState.class)
    void shouldReachEveryState(IncidentState state) {
        assertThat(TABLE.rows()).anyMatch(row -> row.to() == state);
    }

    @Test
    void shouldResolveFromEveryOpenState() {
        assertThat(TABLE.row(IncidentAction.RESOLVE).from())
                .isEqualTo(Arrays.stream(IncidentState.values())
                        .filter(IncidentState::isOpen)
                        .collect(Collectors.toSet()));
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void shouldLetCallersConfirmReopenWithdrawAndCommentTheirOwnButNotWork(Role role) {
        Principal own = principal("caller", role);
        Principal other = principal("somebody", role);
        Set<Permission> permissions = RolePermissions.of(role);
        boolean participates = permissions.contains(Permission.INCIDENT_PARTICIPATE);
        boolean works = permissions.contains(Permission.INCIDENT_WORK);

        assertThat(permitted(own, IncidentAction.CONFIRM)).isEqualTo(participates);
        assertThat(permitted(other, IncidentAction.CONFIRM)).isFalse();
        assertThat(permitted(own, IncidentAction.REOPEN)).isEqualTo(participates || works);
        assertThat(permitted(other, IncidentAction.REOPEN)).isEqualTo(works);
        assertThat(permitted(own, IncidentAction.REVOKE_CLOSURE)).isEqualTo(works);
        assertThat(permitted(own, IncidentAction.CANCEL)).isEqualTo(participates || works);
        assertThat(permitted(other, IncidentAction.CANCEL)).isEqualTo(works);
        assertThat(permitted(own, FacetAction.COMMENT)).isEqualTo(participates || works);
        assertThat(permitted(own, IncidentAction.RESOLVE)).isEqualTo(works);
        assertThat(permitted(own, IncidentAction.AUTO_CLOSE)).isFalse();
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
        for (Transition<IncidentState> row : TABLE.rows()) {
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

    private static String states(Transition<IncidentState> row) {
        if (row.from().isEmpty()) {
            return "nothing";
        }
        if (row.from().size() == IncidentState.values().length) {
            return "any";
        }
        return row.from().stream()
                .sorted(Comparator.naturalOrder())
                .map(Enum::name)
                .collect(Collectors.joining(", "));
    }

    private static boolean permitted(Principal principal, TicketAction action) {
        return TABLE.isPermitted(principal, incident(), action);
    }

    private static Principal principal(String id, Role role) {
        return new Principal(
                id, id, "org", Set.of(), Set.of(role), RolePermissions.of(role), Visibility.everything(id));
    }

    private static Incident incident() {
        Instant at = Instant.parse("2026-03-01T10:00:00Z");
        return new Incident(
                new Header("incident", "INC0000001", "org", 1, 1, at, at, at, null),
                new Facets(
                        new Facets.Description("Title", null, null),
                        new Facets.People("caller", "caller", null),
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
                IncidentState.NEW,
                new Incident.Origin(IncidentChannel.PORTAL, null, null),
                null,
                null,
                0);
    }
}
