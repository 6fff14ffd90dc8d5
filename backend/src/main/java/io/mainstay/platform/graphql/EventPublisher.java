// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.graphql;

import io.mainstay.platform.database.RequestWork;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

/**
 * Publishes events to the subscribers of this replica. Each has a buffer of its own, so that a slow one holds up nobody:
 * when its buffer is full it gets what is in it and then {@link EventsLostException}.
 */
public final class EventPublisher<T> {

    /** How many events may wait for one subscriber. */
    static final int BUFFER = 256;

    private final Set<Subscriber<T>> subscribers = ConcurrentHashMap.newKeySet();

    private record Subscriber<T>(Predicate<T> wanted, Sinks.Many<T> sink) {}

    /**
     * @param first what a subscriber gets at once; made after the subscription has begun, so that no event is missed
     *     between the two
     * @param wanted which events it gets then; quick, because it runs for every event
     * @param show what it gets of an event; asked when the subscriber is ready for it, and may read
     */
    public <R> Flux<R> subscribe(Supplier<R> first, Predicate<T> wanted, Function<T, R> show) {
        return subscribe(first, wanted, show, Duration.ZERO);
    }

    /**
     * As the other, for what is dear to make.
     *
     * @param pause how much time passes between two answers of one subscriber; events wait meanwhile, in its buffer
     */
    public <R> Flux<R> subscribe(Supplier<R> first, Predicate<T> wanted, Function<T, R> show, Duration pause) {
        Supplier<R> firstForRequest = RequestWork.carry(first);
        Function<T, R> showForRequest = RequestWork.carry(show);
        return Flux.defer(() -> {
            Subscriber<T> subscriber = new Subscriber<>(
                    wanted, Sinks.many().unicast().onBackpressureBuffer(new ArrayBlockingQueue<>(BUFFER)));
            subscribers.add(subscriber);
            Pace pace = new Pace(pause);
            return Flux.concat(
                            pace.next(reading(firstForRequest)),
                            // hidden, because a fused queue is given up when the error comes
                            subscriber
                                    .sink()
                                    .asFlux()
                                    .hide()
                                    .concatMap(event -> pace.next(reading(() -> showForRequest.apply(event))), 1))
                    .doFinally(_ -> subscribers.remove(subscriber));
        });
    }

    /** Lets a pause pass between the end of one answer of a subscriber and the beginning of the next. */
    private static final class Pace {

        private final Duration pause;
        private volatile Mono<Void> over = Mono.empty();

        Pace(Duration pause) {
            this.pause = pause;
        }

        <R> Mono<R> next(Mono<R> answer) {
            return pause.isZero() ? answer : Mono.defer(() -> over.then(answer.doOnTerminate(this::begin)));
        }

        private void begin() {
            Mono<Void> begun = Mono.delay(pause).then().cache();
            // It runs whether an event waits for it or not.
            begun.subscribe();
            over = begun;
        }
    }

    private static <R> Mono<R> reading(Supplier<R> source) {
        return Mono.fromSupplier(source).subscribeOn(Schedulers.boundedElastic());
    }

    /** Whether nobody listens, so that an event need not be made. */
    public boolean isIdle() {
        return subscribers.isEmpty();
    }

    /** Hands on an event; only one thread may do so at a time. */
    public void publish(T event) {
        for (Subscriber<T> subscriber : subscribers) {
            if (subscriber.wanted().test(event)
                    && subscriber.sink().tryEmitNext(event) == Sinks.EmitResult.FAIL_OVERFLOW) {
                end(subscriber, EventsLostException.tooSlow(BUFFER));
            }
        }
    }

    /** Ends every subscription, because an event was lost. */
    public void interrupt() {
        subscribers.forEach(subscriber -> end(subscriber, EventsLostException.unavailable()));
    }

    private void end(Subscriber<T> subscriber, EventsLostException why) {
        subscribers.remove(subscriber);
        subscriber.sink().tryEmitError(why);
    }
}
