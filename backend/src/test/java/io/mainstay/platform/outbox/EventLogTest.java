// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EventLogTest {

    @Test
    void shouldEndBeforeAnEventThatIsNotVisibleYet() {
        assertThat(EventLog.withoutGap(4, List.of(event(5), event(6), event(8))))
                .extracting(OutboxEvent::seq)
                .containsExactly(5L, 6L);
    }

    @Test
    void shouldDeliverNothingWhenTheNextEventIsNotVisibleYet() {
        assertThat(EventLog.withoutGap(4, List.of(event(6)))).isEmpty();
    }

    @Test
    void shouldServeWhatFollowsFromTheNewestEventsOnlyWhereTheyBeginAtIt() {
        EventLog.State state =
                new EventLog.State("epoch", 8, 0, List.of(event(5), event(6), event(7)), 7, Set.of(), Set.of());

        assertThat(state.newestAfter(3, 10)).isEmpty();
        assertThat(state.newestAfter(4, 2)).extracting(OutboxEvent::seq).containsExactly(5L, 6L);
        assertThat(state.newestAfter(6, 10)).extracting(OutboxEvent::seq).containsExactly(7L);
        assertThat(state.newestAfter(7, 10)).isEmpty();
    }

    @Test
    void shouldBoundABatchInSizeAndLetALargeEventPassAlone() {
        String most = "x".repeat(1_500_000);
        EventLog.State state = new EventLog.State(
                "epoch", 8, 0, List.of(event(5, most), event(6, "{}"), event(7, most)), 7, Set.of(), Set.of());

        assertThat(state.newestAfter(4, 10)).extracting(OutboxEvent::seq).containsExactly(5L, 6L);
        assertThat(state.newestAfter(6, 10)).extracting(OutboxEvent::seq).containsExactly(7L);
        assertThat(EventLog.fitting(List.of(event(5, "x".repeat(3_000_000)), event(6, "{}")), 10))
                .isEqualTo(1);
        assertThat(EventLog.fitting(List.of(event(5), event(6), event(7)), 2)).isEqualTo(2);
        assertThat(EventLog.fitting(List.of(), 2)).isZero();
    }

    @Test
    void shouldReadAPayloadThatHasGainedAComponent() {
        OutboxEvent event = new OutboxEvent(
                1,
                "id",
                "outbox-test.happened.v1",
                "OutboxTestRecord",
                "a",
                1,
                Instant.EPOCH,
                Instant.EPOCH,
                "{\"text\": \"hello\", \"added\": 1}",
                null);

        assertThat(event.payload(OutboxTestEvent.class)).isEqualTo(new OutboxTestEvent("hello"));
    }

    private static OutboxEvent event(long seq) {
        return event(seq, "{}");
    }

    private static OutboxEvent event(long seq, String json) {
        return new OutboxEvent(
                seq,
                "id-" + seq,
                "outbox-test.happened.v1",
                "OutboxTestRecord",
                "a",
                seq,
                Instant.EPOCH,
                Instant.EPOCH,
                json,
                null);
    }
}
