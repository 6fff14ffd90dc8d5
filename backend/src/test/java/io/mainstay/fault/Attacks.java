package io.mainstay.fault;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The attacks that a backend must stand, each with the safeguard that it fails without. */
final class Attacks {

    /** More than any attack here reaches. */
    private static final String NO_BOUND = "1000000";

    private Attacks() {}

    static List<Attack> all() {
        return List.of(
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
