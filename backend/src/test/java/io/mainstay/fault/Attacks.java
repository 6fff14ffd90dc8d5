package io.mainstay.fault;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The attacks that a backend must stand, each with the safeguard that it fails without. */
final class Attacks {

    /** More than any attack here reaches. */
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

    private Attacks() {}

    private static String flood(AttackTarget target, int sockets, @Nullable Supplier<String> token, int subscriptions) {
        try (WebSocketFlood flood = new WebSocketFlood(target.base(), Duration.ofSeconds(30))) {
            return flood.open(sockets, token, subscriptions).toString();
        }
    }

    static List<Attack> all() {
        return List.of(
                new Attack(
                        "upgrades to a WebSocket without a token",
                        WITHOUT_WEBSOCKET_BOUNDS,
                        target -> flood(target, 3_000, null, 0)),
                new Attack(
                        "sockets of one requester, with subscriptions",
                        WITHOUT_WEBSOCKET_BOUNDS,
                        target -> flood(target, 3_000, target.tokens().ofUser("requester")::toString, 2)),
                new Attack(
                        "half a request on thousands of connections, without a token",
                        Map.of("SERVER_TOMCAT_MAXCONNECTIONS", "20000", "SERVER_TOMCAT_CONNECTIONTIMEOUT", "60s"),
                        target -> HalfRequests.open(target.base(), 9_000, Duration.ofSeconds(15))),
                new Attack(
                        "counts that no index answers",
                        Map.of(
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
                                "1000"),
                        target -> target.post(
                                        target.tokens().ofUser("agent-database"),
                                        DatabaseHogs.times(24, DatabaseHogs.counts(12, 40)),
                                        8)
                                .toString()),
                new Attack(
                        "sixteen clients of one person with 25 lists each",
                        Map.of(
                                "MAINSTAY_GRAPHQL_COST", NO_BOUND,
                                "MAINSTAY_DATABASE_BUSYAFTER", "1000s",
                                "MAINSTAY_DATABASE_CONNECTIONSOFPERSON", "1000",
                                "MAINSTAY_DATABASE_REQUESTCONNECTIONS", "1000"),
                        target -> target.post(
                                        target.tokens().ofUser("requester"),
                                        DatabaseHogs.times(400, DatabaseHogs.lists(25)),
                                        16)
                                .toString()));
    }
}
