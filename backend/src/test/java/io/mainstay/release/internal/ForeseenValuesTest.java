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
                        AT)
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
}
