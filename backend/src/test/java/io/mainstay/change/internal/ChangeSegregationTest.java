// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.change.Change;
import io.mainstay.change.ChangeAction;
import io.mainstay.change.ChangeState;
import io.mainstay.change.ChangeType;
import io.mainstay.ticket.FacetAction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ChangeSegregationTest {

    /** Acceptance example 5: the implementer as the authority of an emergency is refused. */
    @ParameterizedTest
    @EnumSource(
            value = ChangeAction.class,
            names = {"AUTHORISE", "AUTHORISE_VERBALLY", "DECIDE"})
    void shouldLetNobodyAuthoriseWhoHasAPart(ChangeAction action) {
        for (ChangeType type : ChangeType.values()) {
            Change change = Changes.in(ChangeState.AUTHORISATION, type);

            assertThat(ChangeSegregation.objection(change, action, "requester")).contains("requested it");
            assertThat(ChangeSegregation.objection(change, action, "implementer"))
                    .contains("implement it");
            assertThat(ChangeSegregation.objection(change, action, "assignee")).contains("are assigned to it");
            assertThat(ChangeSegregation.objection(change, action, "authority")).isNull();
        }
    }

    @Test
    void shouldNameEachPart() {
        Change change = Changes.assignedTo(
                Changes.implementedBy(Changes.in(ChangeState.AUTHORISATION, ChangeType.NORMAL), "other", "requester"),
                "requester");

        assertThat(ChangeSegregation.objection(change, ChangeAction.AUTHORISE, "requester"))
                .contains("requested it and implement it and are assigned to it");
        assertThat(ChangeSegregation.mayAuthorise(change, "requester")).isFalse();
        assertThat(ChangeSegregation.mayAuthorise(change, "assignee")).isTrue();
    }

    @Test
    void shouldLetImplementersAloneStartAndOthersAloneReview() {
        Change change = Changes.authorised(ChangeType.NORMAL);

        assertThat(ChangeSegregation.objection(change, ChangeAction.START, "implementer"))
                .isNull();
        assertThat(ChangeSegregation.objection(change, ChangeAction.START, "requester"))
                .isNotNull();
        assertThat(ChangeSegregation.objection(change, ChangeAction.START, "authority"))
                .isNotNull();
        assertThat(ChangeSegregation.objection(change, ChangeAction.CLOSE, "implementer"))
                .isNotNull();
        assertThat(ChangeSegregation.objection(change, ChangeAction.CLOSE, "authority"))
                .isNull();
    }

    @Test
    void shouldKeepNobodyOffTheRest() {
        Change change = Changes.authorised(ChangeType.EMERGENCY);

        assertThat(ChangeSegregation.objection(change, ChangeAction.COMPLETE, "implementer"))
                .isNull();
        assertThat(ChangeSegregation.objection(change, ChangeAction.REJECT, "requester"))
                .isNull();
        assertThat(ChangeSegregation.objection(change, FacetAction.COMMENT, "authority"))
                .isNull();
    }
}
