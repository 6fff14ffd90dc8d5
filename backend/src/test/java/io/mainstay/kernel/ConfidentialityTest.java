// SPDX-License-Identifier: Apache-2.0
package io.mainstay.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ConfidentialityTest {

    /** Graphs and indexes hold the numbers: who changes one changes who may read what is there. */
    @Test
    void shouldGradeAsEnglishUsageDoesByTheNumbersThatAreStored() {
        assertThat(Arrays.stream(Confidentiality.values()).map(level -> level.level() + " " + level))
                .containsExactly("0 PUBLIC_INTERNAL", "1 CONFIDENTIAL", "2 SECRET", "3 TOP_SECRET");
        for (Confidentiality level : Confidentiality.values()) {
            assertThat(Confidentiality.ofLevel(level.level())).isEqualTo(level);
            assertThat(Confidentiality.ofClearance(level.name())).isEqualTo(level);
        }
    }

    @Test
    void shouldCoverItsOwnLevelAndTheLessRestricted() {
        assertThat(Confidentiality.SECRET.covers(Confidentiality.CONFIDENTIAL)).isTrue();
        assertThat(Confidentiality.SECRET.covers(Confidentiality.SECRET)).isTrue();
        assertThat(Confidentiality.CONFIDENTIAL.covers(Confidentiality.SECRET)).isFalse();
        assertThat(Confidentiality.SECRET.covers(Confidentiality.TOP_SECRET)).isFalse();
    }

    @Test
    void shouldTakeAnUnknownClearanceForTheLowest() {
        assertThat(Confidentiality.ofClearance(null)).isEqualTo(Confidentiality.PUBLIC_INTERNAL);
        assertThat(Confidentiality.ofClearance("secret")).isEqualTo(Confidentiality.PUBLIC_INTERNAL);
    }
}
