// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.change.Change;
import io.mainstay.change.ChangeAction;
import io.mainstay.change.ChangeState;
import io.mainstay.change.ChangeType;
import io.mainstay.kernel.Permission;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.Role;
import io.mainstay.kernel.RolePermissions;
import io.mainstay.kernel.Visibility;
import io.mainstay.ticket.FacetAction;
import io.mainstay.ticket.TicketAction;
import io.mainstay.ticket.Transition;
import io.mainstay.ticket.Transition.Actor;
import io.mainstay.ticket.TransitionTable;
import io.mainstay.ticket.TransitionTables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ChangeTransitionsTest {

    private static final Map<ChangeType, TransitionTable<ChangeState>> TABLES = ChangeTicketType.transitions();

    private static final Path PAGE = Path.of("..", "docs", "changes.md");

    private static TransitionTable<ChangeState> table(ChangeType type) {
        return Objects.requireNonNull(TABLES.get(type));
    }

    private static Set<ChangeState> statesOf(ChangeType type) {
        return switch (type) {
            case NORMAL -> EnumSet.allOf(ChangeState.class);
            case STANDARD ->
                EnumSet.complementOf(EnumSet.of(ChangeState.ASSESSMENT, ChangeState.AUTHORISATION, ChangeState.REVIEW));
            case EMERGENCY -> EnumSet.complementOf(EnumSet.of(ChangeState.ASSESSMENT));
        };
    }

    @ParameterizedTest
    @EnumSource(ChangeType.class)
    void shouldReachEveryStateAndLeaveAllButTheLast(ChangeType type) {
        Set<ChangeState> ends = EnumSet.of(ChangeState.CLOSED, ChangeState.CANCELLED);
        for (ChangeState state : statesOf(type)) {
            assertThat(table(type).rows()).as(state.name()).anyMatch(row -> row.to() == state);
            assertThat(table(type).rows())
                    .filteredOn(row -> row.from().contains(state) && row.to() != null && row.to() != state)
                    .as(state.name())
                    .matches(rows -> rows.isEmpty() == ends.contains(state));
        }
    }

    @Test
    void shouldAssessNoEmergency() {
        assertThat(table(ChangeType.EMERGENCY).rows())
                .noneMatch(row -> row.from().contains(ChangeState.ASSESSMENT) || row.to() == ChangeState.ASSESSMENT);
        assertThat(table(ChangeType.EMERGENCY).knows(ChangeAction.ASSESS)).isFalse();
    }

    @Test
    void shouldAuthoriseByWordOfMouthInAnEmergencyAlone() {
        assertThat(table(ChangeType.NORMAL).knows(ChangeAction.AUTHORISE_VERBALLY))
                .isFalse();
        assertThat(table(ChangeType.NORMAL).knows(ChangeAction.FILE_PAPERWORK)).isFalse();
        assertThat(table(ChangeType.NORMAL).knows(ChangeAction.RECORD_CAB_REVIEW))
                .isFalse();
        assertThat(table(ChangeType.EMERGENCY)
                        .row(ChangeAction.AUTHORISE_VERBALLY)
                        .to())
                .isEqualTo(ChangeState.SCHEDULED);
    }

    /** A standard change knows no assessment, authorisation or review: that of its template was made before. */
    @Test
    void shouldGoFromDraftToClosedByItsTemplateAlone() {
        TransitionTable<ChangeState> standard = table(ChangeType.STANDARD);
        for (ChangeAction action : EnumSet.of(
                ChangeAction.ASSESS,
                ChangeAction.AUTHORISE,
                ChangeAction.AUTHORISE_VERBALLY,
                ChangeAction.REJECT,
                ChangeAction.FILE_PAPERWORK,
                ChangeAction.RECORD_CAB_REVIEW,
                ChangeAction.CLOSE)) {
            assertThat(standard.knows(action)).as(action.name()).isFalse();
        }
        assertThat(to(ChangeType.STANDARD, ChangeState.SCHEDULED)).containsExactly(ChangeAction.SUBMIT);
        assertThat(standard.row(ChangeAction.SUBMIT).required()).contains("template");
        assertThat(to(ChangeType.STANDARD, ChangeState.IMPLEMENTING)).containsExactly(ChangeAction.START);
        assertThat(standard.row(ChangeAction.START).required()).contains("template");
        assertThat(to(ChangeType.STANDARD, ChangeState.CLOSED)).containsExactly(ChangeAction.COMPLETE);
    }

    /** Nothing but an authorisation leads to a state from which a change may start. */
    @ParameterizedTest
    @EnumSource(value = ChangeType.class, mode = EnumSource.Mode.EXCLUDE, names = "STANDARD")
    void shouldImplementOnlyWhatWasAuthorised(ChangeType type) {
        assertThat(to(type, ChangeState.IMPLEMENTING)).containsExactly(ChangeAction.START);
        assertThat(table(type).row(ChangeAction.START).from()).containsExactly(ChangeState.SCHEDULED);
        assertThat(to(type, ChangeState.SCHEDULED))
                .isSubsetOf(ChangeAction.AUTHORISE, ChangeAction.AUTHORISE_VERBALLY)
                .contains(ChangeAction.AUTHORISE);
        Permission needed =
                type == ChangeType.NORMAL ? Permission.CHANGE_AUTHORISE : Permission.CHANGE_AUTHORISE_EMERGENCY;
        assertThat(table(type).rows())
                .filteredOn(row -> row.to() == ChangeState.SCHEDULED)
                .allMatch(row -> row.permission() == needed);
    }

    private static Set<TicketAction> to(ChangeType type, ChangeState state) {
        return table(type).rows().stream()
                .filter(row -> row.to() == state)
                .map(Transition::action)
                .collect(Collectors.toSet());
    }

    /** What is being implemented is not planned any more: no action edits what was authorised from then on. */
    @ParameterizedTest
    @EnumSource(ChangeType.class)
    void shouldEditNothingOfTheAuthorisedOnceItHasBegun(ChangeType type) {
        for (TicketAction action : Set.of(
                ChangeAction.UPDATE,
                ChangeAction.EXCLUDE_CIS,
                ChangeAction.INCLUDE_CIS,
                FacetAction.LINK_CIS,
                FacetAction.UNLINK_CIS)) {
            assertThat(table(type).row(action).from())
                    .as(action.name())
                    .doesNotContain(
                            ChangeState.IMPLEMENTING, ChangeState.REVIEW, ChangeState.CLOSED, ChangeState.CANCELLED);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "REQUESTER, ''",
        "CAB_MEMBER, ''",
        "AUDITOR, ''",
        "AGENT, UPDATE START COMPLETE CANCEL",
        "RELEASE_MANAGER, UPDATE START COMPLETE CANCEL",
        "CHANGE_MANAGER, UPDATE START COMPLETE CANCEL ASSESS AUTHORISE REJECT CLOSE MARK_UNAUTHORISED",
    })
    void shouldPermitToRolesWhatIsTheirs(Role role, String actions) {
        Principal principal = new Principal(
                "somebody",
                "somebody",
                "org",
                Set.of(),
                Set.of(role),
                RolePermissions.of(role),
                Visibility.everything("somebody"));
        Set<String> expected = Stream.of(actions.split(" ")).collect(Collectors.toSet());
        Change change = Changes.in(ChangeState.DRAFT, ChangeType.NORMAL);

        for (ChangeAction action : EnumSet.of(
                ChangeAction.UPDATE,
                ChangeAction.SUBMIT,
                ChangeAction.ASSESS,
                ChangeAction.AUTHORISE,
                ChangeAction.REJECT,
                ChangeAction.START,
                ChangeAction.COMPLETE,
                ChangeAction.CLOSE,
                ChangeAction.CANCEL,
                ChangeAction.MARK_UNAUTHORISED)) {
            assertThat(table(ChangeType.NORMAL).isPermitted(principal, change, action))
                    .as(action.name())
                    .isEqualTo(expected.contains(action.name()));
        }
    }

    @Test
    void shouldUseTheTableOfTheTypeOfAChange() {
        TransitionTables<Change, ChangeState> tables = TransitionTables.byType(TABLES, Change::type);

        for (ChangeType type : ChangeType.values()) {
            assertThat(tables.of(Changes.in(ChangeState.DRAFT, type))).isSameAs(TABLES.get(type));
        }
        assertThat(tables.actions())
                .containsAll(EnumSet.allOf(ChangeAction.class))
                .doesNotContain(FacetAction.DECLASSIFY);
    }

    @ParameterizedTest
    @EnumSource(ChangeType.class)
    void shouldBeShownInTheDocumentation(ChangeType type) throws IOException {
        String name = type.name().toLowerCase(Locale.ROOT);
        String mark = "<!-- transitions of " + name
                + " changes: written by ChangeTransitionsTest with -Ddocs.update=true -->\n";
        String page = Files.readString(PAGE);
        int begin = page.indexOf(mark) + mark.length();
        int end = page.indexOf("<!-- end of transitions -->\n", begin);
        assertThat(begin).isGreaterThan(mark.length());
        if (Boolean.getBoolean("docs.update")) {
            Files.writeString(PAGE, page.substring(0, begin) + markdown(type) + page.substring(end));
            return;
        }
        assertThat(page.substring(begin, end)).isEqualTo(markdown(type));
    }

    private static String markdown(ChangeType type) {
        StringBuilder text =
                new StringBuilder("| action | from | to | who | needs |\n| --- | --- | --- | --- | --- |\n");
        for (Transition<ChangeState> row : table(type).rows()) {
            text.append("| ")
                    .append(row.action().name())
                    .append(" | ")
                    .append(states(row, statesOf(type)))
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

    private static String who(Transition<ChangeState> row) {
        return row.who() == Actor.HOLDER
                ? "`" + Objects.requireNonNull(row.permission()).code() + "`"
                : row.who().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String states(Transition<ChangeState> row, Set<ChangeState> all) {
        if (row.from().isEmpty()) {
            return "nothing";
        }
        if (row.from().equals(all)) {
            return "any";
        }
        return row.from().stream()
                .sorted(Comparator.naturalOrder())
                .map(Enum::name)
                .collect(Collectors.joining(", "));
    }
}
