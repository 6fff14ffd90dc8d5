// SPDX-License-Identifier: Apache-2.0
package io.mainstay.bench;

import io.mainstay.bench.Scenario.Result;
import io.mainstay.bench.scenario.Approvals;
import io.mainstay.bench.scenario.Conflicts;
import io.mainstay.bench.scenario.DueTimers;
import io.mainstay.bench.scenario.Lists;
import io.mainstay.bench.scenario.Mixed;
import io.mainstay.bench.scenario.MovedWindows;
import io.mainstay.bench.scenario.Reads;
import io.mainstay.bench.scenario.Writes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The program: {@code load} fills the database of a stack, {@code measure} prints a table. */
public final class Bench {

    private static final String USAGE = """
        bench/run load [--items 100000] [--incidents 136000]
        bench/run measure [--clients 8] [--warm-up 15] [--seconds 20] [scenario ...]
        bench/run list
        """;

    private Bench() {}

    public static void main(String[] arguments) {
        if (arguments.length < 2) {
            System.err.print(USAGE);
            System.exit(2);
        }
        StackAddresses stack = StackAddresses.read(Path.of(arguments[0]));
        Map<String, Integer> options = new HashMap<>();
        List<String> names = new ArrayList<>();
        for (int n = 2; n < arguments.length; n++) {
            if (arguments[n].startsWith("--")) {
                options.put(arguments[n].substring(2), Integer.parseInt(arguments[++n]));
            } else {
                names.add(arguments[n]);
            }
        }
        Map<String, Scenario> scenarios = scenarios();
        Api api = new Api(stack);
        try (Graph graph = new Graph(stack)) {
            switch (arguments[1]) {
                case "load" ->
                    new Load(api, graph)
                            .run(options.getOrDefault("items", 100_000), options.getOrDefault("incidents", 136_000));
                case "measure" ->
                    measure(
                            World.of(
                                    stack,
                                    api,
                                    graph,
                                    options.getOrDefault("clients", 8),
                                    Duration.ofSeconds(options.getOrDefault("warm-up", 15)),
                                    Duration.ofSeconds(options.getOrDefault("seconds", 20))),
                            names.isEmpty()
                                    ? List.copyOf(scenarios.values())
                                    : names.stream()
                                            .map(name -> named(scenarios, name))
                                            .toList());
                case "list" -> scenarios.keySet().stream().sorted().forEach(System.out::println);
                default -> System.err.print(USAGE);
            }
        }
    }

    static Map<String, Scenario> scenarios() {
        return Stream.of(
                        Writes.all(),
                        Lists.all(),
                        Reads.all(),
                        Conflicts.all(),
                        Approvals.all(),
                        List.<Scenario>of(new MovedWindows(), new DueTimers(), new Mixed()))
                .flatMap(List::stream)
                .collect(Collectors.toMap(
                        Scenario::name, Function.identity(), (one, _) -> one, java.util.LinkedHashMap::new));
    }

    private static Scenario named(Map<String, Scenario> scenarios, String name) {
        Scenario scenario = scenarios.get(name);
        if (scenario == null) {
            throw new IllegalArgumentException("There is no scenario " + name + ": bench/run list names them");
        }
        return scenario;
    }

    private static void measure(World world, List<Scenario> scenarios) {
        System.out.println(
                "| what | per s | p50 ms | p95 ms | p99 ms | processor ms, Neo4j + backend | bare per s | bare p50 ms"
                        + " | ours / bare | goal | failed |");
        System.out.println("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | --- | ---: |");
        for (Scenario scenario : scenarios) {
            scenario.measure(world).forEach(result -> System.out.println(line(result)));
        }
    }

    static String line(Result result) {
        Meter.Outcome ours = result.ours();
        Meter.Outcome bare = result.bare();
        return String.format(
                Locale.ROOT,
                "| %s | %.0f | %.1f | %.1f | %.1f | %.1f + %.1f | %s | %s | %s | %s | %d%s |",
                result.name(),
                ours.perSecond(),
                ours.millis(0.5),
                ours.millis(0.95),
                ours.millis(0.99),
                ours.millisOf(ours.processors().neo4j()),
                ours.millisOf(ours.processors().backend()),
                bare == null ? "" : "%.0f".formatted(bare.perSecond()),
                bare == null ? "" : "%.1f".formatted(bare.millis(0.5)),
                bare == null ? "" : "%.2f".formatted(ours.perSecond() / bare.perSecond()),
                result.goal(),
                ours.failed(),
                ours.failure() == null ? "" : ": " + ours.failure());
    }
}
