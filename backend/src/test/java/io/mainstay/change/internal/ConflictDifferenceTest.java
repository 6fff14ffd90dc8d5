// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.change.internal.store.ConflictingStore.Kept;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ConflictDifferenceTest {

    private static final Kept TOLD = new Kept(Set.of("a", "b"), Set.of());
    private static final Set<String> FOUND = Set.of("b", "c");

    @Test
    void shouldTellWhatCameAndWhatWent() {
        ConflictDifference difference = ConflictDifference.between(TOLD, FOUND, true);

        assertThat(difference.came()).containsExactly("c");
        assertThat(difference.went()).containsExactly("a");
        assertThat(ConflictDifference.between(TOLD, TOLD.told(), true).isEmpty())
                .isTrue();
    }

    @Test
    void shouldTellThoseWhoDoNotKnowYet() {
        Kept kept = new Kept(Set.of("a"), Set.of("b", "c"));

        assertThat(ConflictDifference.between(kept, Set.of("a", "b"), true))
                .isEqualTo(new ConflictDifference(Set.of("b"), Set.of("c")));
    }

    @Test
    void shouldNotSayThatSomethingWentIfNotAllWasLookedAt() {
        ConflictDifference difference = ConflictDifference.between(TOLD, FOUND, false);

        assertThat(difference.came()).containsExactly("c");
        assertThat(difference.went()).isEmpty();
    }

    @Test
    void shouldTellNobodyWhoseChangeIsNotLocked() {
        ConflictDifference difference = ConflictDifference.between(TOLD, FOUND, true);

        assertThat(difference.among(List.of("a"))).isEqualTo(new ConflictDifference(Set.of(), Set.of("a")));
        assertThat(difference.among(List.of("b")).isEmpty()).isTrue();
    }
}
