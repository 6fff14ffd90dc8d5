// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change.internal.conflict;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpanTest {

    @Test
    void shouldMakeOneOfThoseThatMeetOrTouch() {
        assertThat(Span.disjoint(
                        List.of(span(20, 30), span(1, 9), span(2, 3), span(30, 31), span(8, 12), span(40, 41))))
                .containsExactly(span(40, 41), span(20, 31), span(1, 12));
        assertThat(Span.disjoint(List.of())).isEmpty();
    }

    private static Span span(int from, int to) {
        return new Span(Instant.ofEpochSecond(from), Instant.ofEpochSecond(to));
    }
}
