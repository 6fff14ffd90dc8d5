// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.graphql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;

class EventPublisherTest {

    private static final int BEGINNING = -1;

    private final EventPublisher<Integer> feed = new EventPublisher<>();

    @Test
    void shouldGiveWhatIsWantedInOrderAfterTheBeginning() {
        Client even = new Client(even(), Long.MAX_VALUE);
        Client all = new Client(feed.subscribe(() -> BEGINNING, _ -> true, event -> event), Long.MAX_VALUE);
        await().until(() -> all.got.equals(List.of(BEGINNING)) && even.got.equals(List.of(BEGINNING)));

        IntStream.range(0, 100).forEach(feed::publish);

        await().untilAsserted(() -> assertThat(all.got).hasSize(101).isSorted());
        await().untilAsserted(() -> assertThat(even.got).hasSize(51).isSorted());
    }

    @Test
    void shouldEndASlowSubscriberAfterWhatItsBufferHoldsAndNoOther() {
        Client slow = new Client(even(), 1);
        Client quick = new Client(even(), Long.MAX_VALUE);
        await().until(() -> slow.got.size() == 1 && quick.got.size() == 1);

        int burst = EventPublisher.BUFFER / 2;
        for (int start = 0; start < 2 * EventPublisher.BUFFER; start += burst) {
            IntStream.range(start, start + burst).forEach(event -> feed.publish(2 * event));
            int published = start + burst;
            await().until(() -> quick.got.size() == published + 1);
        }
        assertThat(quick.failure.get()).isNull();
        assertThat(slow.failure.get()).isNull();
        slow.request(Long.MAX_VALUE);

        await().until(() -> slow.failure.get() != null);
        assertThat(slow.failure.get())
                .isInstanceOfSatisfying(
                        EventsLostException.class,
                        lost -> assertThat(lost.code()).isEqualTo(ErrorCode.TOO_SLOW));
        assertThat(slow.got)
                .hasSizeBetween(EventPublisher.BUFFER, EventPublisher.BUFFER + 4)
                .isSorted();
        assertThat(quick.got).hasSize(2 * EventPublisher.BUFFER + 1);
    }

    @Test
    void shouldEndEverybodyWhenAnEventIsLost() {
        Client client = new Client(even(), Long.MAX_VALUE);
        await().until(() -> client.got.size() == 1);

        feed.interrupt();

        await().until(() -> client.failure.get() != null);
        assertThat(client.failure.get())
                .isInstanceOfSatisfying(
                        EventsLostException.class,
                        lost -> assertThat(lost.code()).isEqualTo(ErrorCode.UNAVAILABLE));
        assertThat(feed.isIdle()).isTrue();
    }

    @Test
    void shouldForgetWhoLeaves() {
        assertThat(feed.isIdle()).isTrue();
        Client client = new Client(even(), Long.MAX_VALUE);
        await().until(() -> client.got.size() == 1);
        assertThat(feed.isIdle()).isFalse();

        client.cancel();

        await().until(feed::isIdle);
    }

    @Test
    void shouldLetAPauseBetweenAnswersAndLoseNothing() {
        Duration pause = Duration.ofMillis(300);
        long start = System.nanoTime();
        Client client = new Client(feed.subscribe(() -> BEGINNING, _ -> true, event -> event, pause), Long.MAX_VALUE);

        feed.publish(1);
        feed.publish(2);

        await().untilAsserted(() -> assertThat(client.got).containsExactly(BEGINNING, 1, 2));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(pause.multipliedBy(2));
        client.cancel();
    }

    private Flux<Integer> even() {
        return feed.subscribe(() -> BEGINNING, event -> event % 2 == 0, event -> event);
    }

    private static final class Client extends BaseSubscriber<Integer> {

        private final List<Integer> got = new CopyOnWriteArrayList<>();
        private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        private final long demand;

        Client(Flux<Integer> events, long demand) {
            this.demand = demand;
            events.subscribe(this);
        }

        @Override
        protected void hookOnSubscribe(Subscription subscription) {
            subscription.request(demand);
        }

        @Override
        protected void hookOnNext(Integer event) {
            got.add(event);
        }

        @Override
        protected void hookOnError(Throwable thrown) {
            failure.set(thrown);
        }
    }
}
