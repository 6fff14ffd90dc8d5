// SPDX-License-Identifier: Apache-2.0
package io.mainstay.release.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.kernel.Permission;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.Role;
import io.mainstay.kernel.RolePermissions;
import io.mainstay.kernel.Visibility;
import io.mainstay.release.ReleaseAction;
import io.mainstay.release.ReleaseState;
import io.mainstay.ticket.FacetAction;
import io.mainstay.ticket.TicketAction;
import io.mainstay.ticket.Transition;
import io.mainstay.ticket.Transition.Actor;
import io.mainstay.ticket.TransitionTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ReleaseTransitionsTest {

    private static final TransitionTable<ReleaseState> TABLE = ReleaseTicketType.transitions();

    private static final Path PAGE = Path.of("..", "docs", "releases.md");

    private static Set<TicketAction> to(ReleaseState state) {
        return TABLE.rows().stream()
                .filter(row -> row.to() == state)
                .map(Transition::action)
                .collect(Collectors.toSet());
    }

    /** Where deployments lead is said in {@link DeploymentProgressTest}. */
    @ParameterizedTest
    @CsvSource({
        "PLANNED, PLAN",
        "BUILT, MARK_BUILT",
        "READY, MARK_READY",
        "APPROVED, DECIDE",
        "CLOSED, CLOSE",
        "ROLLED_BACK, ROLL_BACK",
        "CANCELLED, CANCEL",
    })
    void shouldReachEachStateByOneActionAlone(ReleaseState state, ReleaseAction action) {
        assertThat(to(state)).containsExactly(action);
    }

    @Test
    void shouldApproveOnlyWhatIsReady() {
        assertThat(TABLE.row(ReleaseAction.DECIDE).from()).containsExactly(ReleaseState.READY);
        assertThat(TABLE.row(ReleaseAction.DECIDE).permission()).isEqualTo(Permission.APPROVAL_DECIDE);
        assertThat(TABLE.row(ReleaseAction.REQUEST_APPROVAL).from()).containsExactly(ReleaseState.READY);
    }

    /** What is being deployed is not planned any more: no action edits what was approved from then on. */
    @Test
    void shouldEditNothingOfTheApprovedOnceItIsDeployed() {
        for (TicketAction action : Set.of(
                ReleaseAction.UPDATE,
                ReleaseAction.ADD_CHANGE,
                ReleaseAction.REMOVE_CHANGE,
                ReleaseAction.ADD_ARTIFACT,
                ReleaseAction.REMOVE_ARTIFACT,
                ReleaseAction.SET_CRITERION,
                ReleaseAction.REMOVE_CRITERION,
                ReleaseAction.CANCEL,
                FacetAction.LINK_CIS,
                FacetAction.UNLINK_CIS)) {
            assertThat(TABLE.row(action).from())
                    .as(action.name())
                    .containsExactlyInAnyOrder(
                            ReleaseState.PLANNED, ReleaseState.BUILT, ReleaseState.READY, ReleaseState.APPROVED);
        }
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void shouldLetWorkOnReleasesWhoManagesThem(Role role) {
        Principal principal = new Principal(
                "somebody",
                "somebody",
                "org",
                Set.of(),
                Set.of(role),
                RolePermissions.of(role),
                Visibility.everything("somebody"));
        boolean works = EnumSet.of(Role.RELEASE_MANAGER, Role.ADMINISTRATOR, Role.INTEGRATION)
                .contains(role);

        for (ReleaseAction action : EnumSet.complementOf(
                EnumSet.of(ReleaseAction.PLAN, ReleaseAction.DECIDE, ReleaseAction.DECIDE_DEPLOYMENT))) {
            assertThat(TABLE.isPermitted(principal, Releases.in(ReleaseState.PLANNED), action))
                    .as(action.name())
                    .isEqualTo(works);
        }
    }

    @Test
    void shouldBeShownInTheDocumentation() throws IOException {
        String mark = "<!-- transitions: written by ReleaseTransitionsTest with -Ddocs.update=true -->\n";
        String page = Files.readString(PAGE);
        int begin = page.indexOf(mark) + mark.length();
        int end = page.indexOf("<!-- end of transitions -->\n", begin);
        assertThat(begin).isGreaterThan(mark.length());
        if (Boolean.getBoolean("docs.update")) {
            Files.writeString(PAGE, page.substring(0, begin) + markdown() + page.substring(end));
            return;
        }
        assertThat(page.substring(begin, end)).isEqualTo(markdown());
    }

    private static String markdown() {
        StringBuilder text =
                new StringBuilder("| action | from | to | who | needs |\n| --- | --- | --- | --- | --- |\n");
        for (Transition<ReleaseState> row : TABLE.rows()) {
            text.append("| ")
                    .append(row.action().name())
                    .append(" | ")
                    .append(states(row))
                    .append(" | ")
                    .append(row.to() == null ? "same" : row.to())
                    .append(" | ")
                    .append(who(row))
                    .append(" | ")
                    .append(String.join(", ", row.required()))
                    .append(" |\n");
        }
        return text.toString();
    }

    private static String who(Transition<ReleaseState> row) {
        return row.who() == Actor.HOLDER
                ? "`" + Objects.requireNonNull(row.permission()).code() + "`"
                : row.who().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String states(Transition<ReleaseState> row) {
        if (row.from().isEmpty()) {
            return "nothing";
        }
        if (row.from().equals(EnumSet.allOf(ReleaseState.class))) {
            return "any";
        }
        return row.from().stream()
                .sorted(Comparator.naturalOrder())
                .map(Enum::name)
                .collect(Collectors.joining(", "));
    }
}
