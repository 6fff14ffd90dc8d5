// SPDX-License-Identifier: Apache-2.0
package io.mainstay.ticket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.mainstay.kernel.Permission;
import io.mainstay.kernel.RefusedException;
import io.mainstay.kernel.UserErrorCode;
import io.mainstay.ticket.TicketState.Stage;
import io.mainstay.ticket.Transition.Actor;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TransitionTableTest {

    private enum Light implements TicketState {
        RED(Stage.WAITING),
        GREEN(Stage.OPEN),
        DARK(Stage.OVER);

        private final Stage stage;

        Light(Stage stage) {
            this.stage = stage;
        }

        @Override
        public Stage stage() {
            return stage;
        }
    }

    private final TransitionTable<Light> table = TransitionTable.<Light>of(
                    "A light",
                    new TicketPermissions(
                            Permission.INCIDENT_READ,
                            Permission.INCIDENT_REPORT,
                            Permission.INCIDENT_PARTICIPATE,
                            Permission.INCIDENT_WORK))
            .row(FacetAction.HOLD, EnumSet.of(Light.GREEN), Light.RED, Actor.WORKER)
            .row(FacetAction.RESUME, EnumSet.of(Light.RED), Light.GREEN, Actor.WORKER)
            .row(FacetAction.COMMENT, EnumSet.of(Light.RED, Light.GREEN), null, Actor.WORKER_OR_PARTICIPANT)
            .row(FacetAction.DECLASSIFY, Set.of(Light.RED), null, Actor.SYSTEM)
            .build();

    @Test
    void shouldSayWhatIsPossibleInstead() {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> table.requirePossible(Light.RED, FacetAction.HOLD))
                .satisfies(refusal -> assertThat(refusal.errors())
                        .singleElement()
                        .satisfies(error -> {
                            assertThat(error.code()).isEqualTo(UserErrorCode.INVALID_TRANSITION);
                            assertThat(error.message())
                                    .isEqualTo("A light in state RED does not allow HOLD; it allows RESUME, COMMENT.");
                            assertThat(error.parameters()).containsEntry("state", "RED");
                            assertThat(error.parameters()).containsEntry("allowed", List.of("RESUME", "COMMENT"));
                        }));
    }

    @Test
    void shouldKnowWhatItHasARowFor() {
        assertThat(table.knows(FacetAction.HOLD)).isTrue();
        assertThat(table.knows(FacetAction.ASSIGN)).isFalse();
        assertThat(table.isPossible(Light.DARK, FacetAction.COMMENT)).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> table.row(FacetAction.ASSIGN));
    }
}
