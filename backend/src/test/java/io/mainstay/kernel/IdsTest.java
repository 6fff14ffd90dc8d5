// SPDX-License-Identifier: Apache-2.0
package io.mainstay.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class IdsTest {

    @Test
    void shouldTellIdsDrawnBeforeAnInstantFromThoseDrawnSince() {
        Instant before = Instant.now();
        String id = Ids.next();
        Instant after = Instant.now().plusMillis(1);

        assertThat(id).isGreaterThan(Ids.lowestAt(before)).isLessThan(Ids.lowestAt(after));
        assertThat(Ids.lowestAt(Instant.parse("2025-12-01T00:00:00Z"))).isEqualTo("019ad735-8400-");
    }
}
