// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.graphql;

import graphql.ExecutionResult;
import graphql.introspection.Introspection;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.SystemClock;
import io.mainstay.platform.database.RequestWork;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;
import org.reactivestreams.Publisher;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.graphql.server.WebGraphQlInterceptor;
import org.springframework.graphql.server.WebGraphQlRequest;
import org.springframework.graphql.server.WebGraphQlResponse;
import org.springframework.graphql.support.DefaultExecutionGraphQlResponse;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Limits on a request as a whole: how many of one principal, how long its document, how long it takes. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 20)
final class RequestLimits implements WebGraphQlInterceptor {

    private final GraphQlLimits limits;
    private final RequestBuckets buckets;
    private final RunningRequests running;
    private final SystemClock clock;
    private final Scheduler threads = Schedulers.fromExecutor(Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("graphql-", 0).factory()));

    RequestLimits(GraphQlLimits limits, RequestBuckets buckets, RunningRequests running, SystemClock clock) {
        this.limits = limits;
        this.buckets = buckets;
        this.running = running;
        this.clock = clock;
    }

    @Override
    public Mono<WebGraphQlResponse> intercept(WebGraphQlRequest request, Chain chain) {
        Principal principal = PrincipalInterceptor.authentication(request).getPrincipal();
        Duration wait = buckets.take(principal);
        if (!wait.isZero()) {
            return Mono.just(tooManyRequests(request, wait));
        }
        if (request.getDocument().getBytes(StandardCharsets.UTF_8).length > limits.documentBytes()) {
            return Mono.just(refused(
                    request,
                    ErrorCode.BAD_REQUEST,
                    "The document is longer than " + limits.documentBytes() + " bytes.",
                    Map.of()));
        }
        if (!limits.introspection()) {
            request.configureExecutionInput(
                    (_, input) -> input.graphQLContext(Map.of(Introspection.INTROSPECTION_DISABLED, true))
                            .build());
        }
        return timed(request, chain, principal);
    }

    private Mono<WebGraphQlResponse> timed(WebGraphQlRequest request, Chain chain, Principal principal) {
        RequestWork work = RequestWork.begin(principal.personId(), limits.timeout(), clock);
        String person = principal.personId();
        return Mono.defer(() -> running.takeTurn(person)
                        ? chain.next(request).doFinally(_ -> running.leave(person))
                        : Mono.<WebGraphQlResponse>error(new TimeoutException("no turn came")))
                .map(response -> lasting(response, work))
                .doOnCancel(work::cut)
                // Elsewhere than where it came from, which may be the thread that reads a WebSocket, and which the
                // timeout is not to
                // wait for.
                .subscribeOn(threads)
                .timeout(limits.timeout())
                .contextWrite(context -> context.put(RequestWork.KEY, work))
                .onErrorResume(
                        TimeoutException.class,
                        _ -> Mono.just(refused(
                                request,
                                ErrorCode.TIMEOUT,
                                "The request took longer than "
                                        + limits.timeout().toSeconds() + " seconds.",
                                Map.of())));
    }

    /** The work of a subscription goes on after this, and ends with it. */
    private static WebGraphQlResponse lasting(WebGraphQlResponse response, RequestWork work) {
        if (!(response.getData() instanceof Publisher<?> events)) {
            return response;
        }
        work.last();
        return response.transform(builder -> builder.data(Flux.from(events).doFinally(_ -> work.cut())));
    }

    private static WebGraphQlResponse tooManyRequests(WebGraphQlRequest request, Duration wait) {
        long seconds = Math.max(1, wait.plusMillis(999).toSeconds());
        WebGraphQlResponse response = refused(
                request,
                ErrorCode.TOO_MANY_REQUESTS,
                "Too many requests. Wait " + seconds + " seconds.",
                Map.of("retryAfter", seconds));
        response.getResponseHeaders().set(HttpHeaders.RETRY_AFTER, String.valueOf(seconds));
        return response;
    }

    private static WebGraphQlResponse refused(
            WebGraphQlRequest request, ErrorCode code, String message, Map<String, ?> details) {
        ExecutionResult result = ExecutionResult.newExecutionResult()
                .errors(List.of(Errors.error(code, message, null, null, details)))
                .build();
        return new WebGraphQlResponse(new DefaultExecutionGraphQlResponse(request.toExecutionInput(), result));
    }
}
