// SPDX-License-Identifier: Apache-2.0
package io.mainstay.release.internal;

import static io.mainstay.release.internal.Releases.AT;
import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.audit.HistoryEntry;
import io.mainstay.change.Change;
import io.mainstay.change.ChangeGraphEdit;
import io.mainstay.change.ChangeState;
import io.mainstay.change.ChangeType;
import io.mainstay.change.internal.Changes;
import io.mainstay.cmdb.GraphEdit;
import io.mainstay.release.Installation;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ForeseenValuesTest {

    private static final HistoryEntry.Value RETIRED = new HistoryEntry.Value("lifecycle", "LIVE", "RETIRED", false);

    private static boolean foreseen(ChangeState state, Instant setAt) {
        Change change = Changes.in(state, ChangeType.NORMAL);
        GraphEdit edit = new GraphEdit(
                List.of(),
                List.of(),
                List.of(new GraphEdit.RetiredItem("server", new GraphEdit.Base(1, 1, Map.of()))),
                List.of(),
                List.of());
        return ForeseenValues.of(
                        List.of(change),
                        Map.of(change.id(), new ChangeGraphEdit("edit", change.id(), edit, "planner", setAt, null)),
                        AT,
                        List.of())
                .contain("server", RETIRED);
    }

    @Test
    void shouldForeseeWhatWasSaidBeforeTheDeploymentBegan() {
        assertThat(foreseen(ChangeState.CLOSED, AT)).isTrue();
        assertThat(foreseen(ChangeState.CLOSED, AT.plusNanos(1)))
                .as("set afterwards")
                .isFalse();
        assertThat(foreseen(ChangeState.CANCELLED, AT.minusSeconds(60)))
                .as("cancelled")
                .isFalse();
    }

    @Test
    void shouldForeseeTheVersionsThatADeploymentInstalls() {
        ForeseenValues foreseen =
                ForeseenValues.of(List.of(), Map.of(), AT, List.of(Installation.planned("shop", "4.2.0")));
        assertThat(foreseen.contain("shop", new HistoryEntry.Value("attributes.version", "4.1.0", "4.2.0", false)))
                .isTrue();
        assertThat(foreseen.contain("shop", new HistoryEntry.Value("attributes.version", "4.1.0", "4.1.1", false)))
                .as("another version")
                .isFalse();
        assertThat(foreseen.contain("till", new HistoryEntry.Value("attributes.version", null, "4.2.0", false)))
                .as("another item")
                .isFalse();
    }
}
