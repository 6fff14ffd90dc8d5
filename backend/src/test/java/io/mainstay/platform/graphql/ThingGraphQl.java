// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.graphql;

import io.mainstay.kernel.BadArgumentException;
import io.mainstay.kernel.Cursor;
import io.mainstay.kernel.ForbiddenException;
import io.mainstay.kernel.Page;
import io.mainstay.kernel.PageRequest;
import io.mainstay.kernel.Permission;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.RefusedException;
import io.mainstay.kernel.UserError;
import io.mainstay.kernel.UserErrorCode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.BatchMapping;
import org.springframework.graphql.data.method.annotation.ContextValue;
import org.springframework.graphql.data.method.annotation.MutationMapping;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.graphql.data.method.annotation.SubscriptionMapping;
import org.springframework.stereotype.Controller;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/** A capability as small as can be. */
@TestComponent
@Controller
class ThingGraphQl {

    static final Sinks.Many<Integer> TICKS = Sinks.many().multicast().directAllOrNothing();
    static final CompletableFuture<String> SLOW = new CompletableFuture<>();
    private static final AtomicInteger ASKED_SLOWLY = new AtomicInteger();

    record Tick(int count) {}

    record ThingView(String id, String name) {}

    record ThingRenamePayload(@Nullable ThingView thing, List<UserError> userErrors) implements Payload {}

    record Echo(
            @Nullable Instant at,
            @Nullable LocalDate day,
            @Nullable Duration length,
            @Nullable Long big,
            @Nullable Object json) {}

    record Deep() {}

    /** Things by {@code node(id)}; those whose id ends with f are not there. */
    @TestComponent
    @Configuration(proxyBeanMethods = false)
    static class ThingNodes {

        @Bean
        NodeResolver nodesOfThings() {
            return new NodeResolver("Thing", ThingView.class, (principal, ids) -> {
                principal.require(Permission.CI_READ);
                Map<String, ThingView> found = new HashMap<>();
                ids.stream().filter(id -> !id.endsWith("f")).forEach(id -> found.put(id, new ThingView(id, "found")));
                return found;
            });
        }
    }

    @QueryMapping
    Connection<ThingView> things(
            @Argument @Nullable Integer first, @Argument @Nullable String after, @Argument @Nullable Integer total) {
        return page(first, after, total == null ? 3 : total);
    }

    @QueryMapping
    Deep deep() {
        return new Deep();
    }

    @SchemaMapping(typeName = "Deep", field = "deep")
    Deep deeper(Deep deep) {
        return deep;
    }

    @SchemaMapping(typeName = "Deep")
    ThingView thing(Deep deep) {
        return new ThingView("1", "one");
    }

    @SchemaMapping(typeName = "Deep", field = "things")
    Connection<ThingView> deepThings(Deep deep, @Argument @Nullable Integer first, @Argument @Nullable String after) {
        return page(first, after, 3);
    }

    @BatchMapping(typeName = "Thing")
    Map<ThingView, String> viewerName(List<ThingView> things, @ContextValue Principal principal) {
        Map<ThingView, String> names = new HashMap<>();
        things.forEach(thing -> names.put(thing, principal.displayName()));
        return names;
    }

    @QueryMapping
    Echo echo(
            @Argument @Nullable Instant at,
            @Argument @Nullable LocalDate day,
            @Argument @Nullable Duration length,
            @Argument @Nullable Long big,
            @Argument @Nullable Object json) {
        return new Echo(at, day, length, big, json);
    }

    @QueryMapping
    String fail(@Argument String how, Principal principal) {
        throw switch (how) {
            case "forbidden" -> new ForbiddenException(Permission.AUDIT_READ);
            case "argument" -> new BadArgumentException("input.depth", "between 1 and 100");
            default ->
                how.startsWith("repeat")
                        ? new IllegalStateException(how, new IllegalArgumentException(how))
                        : new IllegalStateException("secret detail of " + principal.personId());
        };
    }

    /** Emits what tests push into {@link #TICKS}. */
    @SubscriptionMapping
    Flux<Tick> ticks(LivePrincipal principal) {
        return TICKS.asFlux()
                .filter(_ -> principal.now().may(Permission.CI_READ))
                .map(Tick::new);
    }

    @SchemaMapping(typeName = "Tick")
    String viewerName(Tick tick, Principal principal) {
        return principal.displayName();
    }

    /** Answers when a test lets it. */
    @QueryMapping
    CompletableFuture<String> slow() {
        ASKED_SLOWLY.incrementAndGet();
        return SLOW;
    }

    /** How often that was asked for so far. */
    static int slowly() {
        return ASKED_SLOWLY.get();
    }

    @MutationMapping
    ThingRenamePayload thingRename(@Argument String id, @Argument String name, @Argument @Nullable String refuse) {
        return Payload.of(
                () -> {
                    switch (refuse == null ? "" : refuse) {
                        case "forbidden" -> throw new ForbiddenException(Permission.CI_WRITE);
                        case "argument" -> throw new BadArgumentException("input.name", "short");
                        case "fault" -> throw new IllegalStateException("secret");
                        case "refused" ->
                            throw new RefusedException(List.of(
                                    UserError.of(UserErrorCode.REQUIRED, "name must not be empty.", "name")
                                            .with("max", 3),
                                    UserError.of(UserErrorCode.CONFLICT, "The thing is retired.")));
                        default -> {
                            return new ThingView(id, name);
                        }
                    }
                },
                ThingRenamePayload::new);
    }

    private static Connection<ThingView> page(@Nullable Integer first, @Nullable String after, int total) {
        PageRequest request = PageRequest.of(first, after, "things");
        int from =
                request.after() == null ? 1 : Integer.parseInt(request.after().id()) + 1;
        List<ThingView> rows = IntStream.rangeClosed(from, Math.min(total, from + request.first()))
                .mapToObj(number -> new ThingView(String.valueOf(number), "thing " + number))
                .toList();
        Page<ThingView> page = Page.ofRows(rows, request, row -> Cursor.of(List.of(), row.id(), "things"));
        return Connection.of(page, () -> {
            WebApplication.COUNTED.incrementAndGet();
            return total;
        });
    }
}
