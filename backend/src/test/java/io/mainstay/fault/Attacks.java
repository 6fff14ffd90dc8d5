// SPDX-License-Identifier: Apache-2.0
package io.mainstay.fault;

import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The attacks that a backend must stand, each with the safeguards that it fails without. */
final class Attacks {

    /** More than any attack here reaches. */
    /** By default a third of each attack, all of it with {@code -Pfull}. */
    private static final int PARTS = Boolean.getBoolean("mainstay.attacks.whole") ? 1 : 3;

    private static final String NO_BOUND = "1000000";

    /** With the buffers that Tomcat gives each connection by default. */
    private static final Map<String, String> WITHOUT_WEBSOCKET_BOUNDS = Map.ofEntries(
            Map.entry("MAINSTAY_WEBSOCKET_CONNECTIONS", NO_BOUND),
            Map.entry("MAINSTAY_WEBSOCKET_CONNECTIONSPERADDRESS", NO_BOUND),
            Map.entry("MAINSTAY_WEBSOCKET_CONNECTIONSPERPERSON", NO_BOUND),
            Map.entry("MAINSTAY_WEBSOCKET_UNACCEPTED", NO_BOUND),
            Map.entry("MAINSTAY_WEBSOCKET_UNACCEPTEDPERADDRESS", NO_BOUND),
            Map.entry("MAINSTAY_WEBSOCKET_OPERATIONSPERCONNECTION", NO_BOUND),
            Map.entry("MAINSTAY_WEBSOCKET_SUBSCRIPTIONSPERPERSON", NO_BOUND),
            Map.entry("MAINSTAY_WEBSOCKET_INITTIMEOUT", "10m"),
            Map.entry("SERVER_TOMCAT_MAXCONNECTIONS", "20000"),
            Map.entry(
                    "SPRING_APPLICATION_JSON",
                    "{\"server.servlet.context-parameters.org.apache.tomcat.websocket.textBufferSize\": 65536}"));

    private static final Map<String, String> WITHOUT_DOCUMENT_BOUNDS = Map.of(
            "MAINSTAY_GRAPHQL_COST", "2000000000",
            "MAINSTAY_GRAPHQL_DEPTH", NO_BOUND,
            "MAINSTAY_GRAPHQL_FIELDS", "2000000000",
            "MAINSTAY_GRAPHQL_ALIASES", NO_BOUND,
            "MAINSTAY_GRAPHQL_OPERATIONS", NO_BOUND,
            "MAINSTAY_GRAPHQL_FRAGMENTS", NO_BOUND,
            "MAINSTAY_GRAPHQL_TOKENS", NO_BOUND);

    private static final Map<String, String> WITHOUT_FILTER_BOUNDS = Map.of(
            "MAINSTAY_GRAPHQL_COST", NO_BOUND,
            "MAINSTAY_GRAPHQL_ARGUMENTS_DEPTH", NO_BOUND,
            "MAINSTAY_GRAPHQL_ARGUMENTS_CONDITIONS", NO_BOUND,
            "MAINSTAY_GRAPHQL_ARGUMENTS_PARTS", NO_BOUND,
            "MAINSTAY_GRAPHQL_ARGUMENTS_VALUES", NO_BOUND);

    /** Any number of anybody's reads at once. */
    private static final Map<String, String> WITHOUT_TURNS = Map.of(
            "MAINSTAY_GRAPHQL_COST",
            NO_BOUND,
            "MAINSTAY_GRAPHQL_HEAVYATONCE",
            NO_BOUND,
            "MAINSTAY_GRAPHQL_HEAVYOFPERSONATONCE",
            NO_BOUND,
            "MAINSTAY_DATABASE_BUSYAFTER",
            "1000s",
            "MAINSTAY_DATABASE_CONNECTIONSOFPERSON",
            "1000",
            "MAINSTAY_DATABASE_REQUESTCONNECTIONS",
            "1000");

    private static final String LONG_BODY =
            "{\"query\": \"{ viewer { id } }\", \"variables\": {\"text\": \"" + "x".repeat(1_000_000) + "\"}}";

    private Attacks() {}

    static List<Attack> all() {
        return List.of(
                new Attack(
                        "half a request on thousands of connections, without a token",
                        Map.of(),
                        target -> HalfRequests.open(target.base(), 9_000 / PARTS, Duration.ofSeconds(15 / PARTS))),
                new Attack(
                        "upgrades to a WebSocket without a token",
                        WITHOUT_WEBSOCKET_BOUNDS,
                        target -> flood(target, 3_000 / PARTS, null, 0)),
                new Attack("sockets of one requester, with subscriptions", WITHOUT_WEBSOCKET_BOUNDS, target -> {
                    String token = target.tokens().ofUser("requester");
                    return flood(target, 3_000 / PARTS, () -> token, 2);
                }),
                new Attack(
                        "documents and variables that grow when they are read",
                        WITHOUT_DOCUMENT_BOUNDS,
                        target -> post(
                                target,
                                "requester",
                                8,
                                repeated(2, DocumentBombs.bodies().values()))),
                new Attack(
                        "bodies of a megabyte, hundreds at once",
                        Map.of(
                                "MAINSTAY_GRAPHQL_REQUESTSATONCE",
                                NO_BOUND,
                                "MAINSTAY_GRAPHQL_BODYBYTESATONCE",
                                "2000000000"),
                        target -> post(target, "requester", 600, Collections.nCopies(1_200 / PARTS, LONG_BODY))),
                new Attack(
                        "filters that nest and repeat",
                        WITHOUT_FILTER_BOUNDS,
                        target -> post(
                                target,
                                "requester",
                                16,
                                repeated(60 / PARTS, FilterBombs.refused().values()))),
                new Attack(
                        "counts with 48 conditions",
                        WITHOUT_TURNS,
                        target -> post(
                                target,
                                "agent-database",
                                16,
                                repeated(60 / PARTS, FilterBombs.costly().values()))),
                new Attack(
                        "counts that no index answers",
                        WITHOUT_TURNS,
                        target -> post(
                                target,
                                "agent-database",
                                8,
                                repeated(40 / PARTS, List.of(DatabaseHogs.counts(5, 40))))),
                new Attack(
                        "sixteen clients of one requester with 25 lists each",
                        WITHOUT_TURNS,
                        target ->
                                post(target, "requester", 16, repeated(32 / PARTS, List.of(DatabaseHogs.lists(25))))));
    }

    private static String post(AttackTarget target, String user, int atOnce, Collection<String> bodies)
            throws Exception {
        return target.post(target.tokens().ofUser(user), bodies, atOnce).toString();
    }

    private static List<String> repeated(int times, Collection<String> bodies) {
        return Collections.nCopies(times, bodies).stream()
                .flatMap(Collection::stream)
                .toList();
    }

    private static String flood(AttackTarget target, int sockets, @Nullable Supplier<String> token, int subscriptions) {
        try (WebSocketFlood flood = new WebSocketFlood(target.base(), Duration.ofSeconds(30))) {
            return flood.open(sockets, token, subscriptions).toString();
        }
    }
}
