// SPDX-License-Identifier: Apache-2.0
package io.mainstay.identity.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.mainstay.kernel.Confidentiality;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GroupTreeTest {

    private static final ProviderPerson ANNA =
            new ProviderPerson("anna-id", "anna", "Anna", "Berg", null, true, Confidentiality.PUBLIC_INTERNAL);

    private static final ProviderPerson UNCLEARED =
            new ProviderPerson("uncleared", "uncleared", null, null, null, true, null);

    private final GroupTree tree = new GroupTree(List.of(
            new ProviderGroup("folder", null, "organisations", "/organisations", null, null),
            new ProviderGroup("holding", "folder", "holding", "/organisations/holding", GroupKind.ORGANISATION, null),
            new ProviderGroup("it", "holding", "it", "/organisations/holding/it", null, null),
            new ProviderGroup("network", "it", "network", "/organisations/holding/it/network", GroupKind.TEAM, null),
            new ProviderGroup(
                    "retail", "holding", "retail", "/organisations/holding/retail", GroupKind.ORGANISATION, null),
            new ProviderGroup(
                    "logistics", "folder", "logistics", "/organisations/logistics", GroupKind.ORGANISATION, null),
            new ProviderGroup("facilities", null, "facilities", "/facilities", GroupKind.TEAM, null)));

    @Test
    void shouldPlaceOrganisationsBelowTheNearestOneAcrossFolders() {
        assertThat(tree.ofKind(GroupKind.ORGANISATION))
                .extracting(GroupRow::id, GroupRow::withinId)
                .containsExactly(tuple("holding", null), tuple("retail", "holding"), tuple("logistics", null));
    }

    @Test
    void shouldPlaceTeamsInTheNearestOrganisationOrInNone() {
        assertThat(tree.ofKind(GroupKind.TEAM))
                .extracting(GroupRow::id, GroupRow::withinId)
                .containsExactly(tuple("network", "holding"), tuple("facilities", null));
    }

    @Test
    void shouldTakeTheDeepestOrganisationAsHomeAndTheFirstByPathOfEquallyDeepOnes() {
        assertThat(tree.place(ANNA, Set.of("holding", "retail", "network", "folder")))
                .returns("retail", PersonRow::organisationId)
                .returns(List.of("holding", "retail"), PersonRow::organisationIds)
                .returns(List.of("network"), PersonRow::teamIds);
        assertThat(tree.place(ANNA, Set.of("logistics", "holding")).organisationId())
                .isEqualTo("holding");
    }

    @Test
    void shouldTakeTheClearanceOfThePersonElseOfTheNearestGroupElseTheLowestOfSeveral() {
        GroupTree cleared = new GroupTree(List.of(
                new ProviderGroup("cleared", null, "cleared", "/cleared", null, Confidentiality.TOP_SECRET),
                new ProviderGroup("below", "cleared", "below", "/cleared/below", GroupKind.TEAM, null),
                new ProviderGroup("less", "cleared", "less", "/cleared/less", null, Confidentiality.CONFIDENTIAL),
                new ProviderGroup("plain", null, "plain", "/plain", GroupKind.TEAM, null),
                new ProviderGroup("folder", null, "folder", "/folder", null, null)));

        assertThat(cleared.groupsWithMembers()).containsExactly("cleared", "below", "less", "plain");
        assertThat(clearance(cleared, ANNA, "cleared")).isEqualTo(Confidentiality.PUBLIC_INTERNAL);
        assertThat(clearance(cleared, UNCLEARED, "cleared")).isEqualTo(Confidentiality.TOP_SECRET);
        assertThat(clearance(cleared, UNCLEARED, "below")).isEqualTo(Confidentiality.TOP_SECRET);
        assertThat(clearance(cleared, UNCLEARED, "below", "less", "plain")).isEqualTo(Confidentiality.CONFIDENTIAL);
        assertThat(clearance(cleared, UNCLEARED, "plain", "removed meanwhile"))
                .isEqualTo(Confidentiality.PUBLIC_INTERNAL);
    }

    private static Confidentiality clearance(GroupTree tree, ProviderPerson person, String... groups) {
        return tree.place(person, Set.of(groups)).clearance();
    }

    @Test
    void shouldLeaveOutGroupsThatItDoesNotKnow() {
        assertThat(tree.place(ANNA, Set.of("removed meanwhile")))
                .returns(null, PersonRow::organisationId)
                .returns(List.of(), PersonRow::organisationIds)
                .returns(List.of(), PersonRow::teamIds);
    }

    @Test
    void shouldShowTheUserNameOfSomebodyWithoutAName() {
        assertThat(tree.place(
                                new ProviderPerson(
                                        "id", "service", null, " ", null, true, Confidentiality.PUBLIC_INTERNAL),
                                Set.of())
                        .displayName())
                .isEqualTo("service");
    }
}
