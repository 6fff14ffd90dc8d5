// SPDX-License-Identifier: Apache-2.0
package io.mainstay.fault;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Stands outside the system and writes down every event that reaches it. An event that is delivered again has the same id and
 * is no second effect; everything else that comes twice or out of order is.
 */
final class EventRecorder implements AutoCloseable {

    /**
     * What an event says.
     *
     * @param threshold which threshold of which clock of its record it announces, such as {@code RESPONSE 1 75}; empty if it is
     *     no announcement of a service level
     */
    record Recorded(String id, String type, String subject, int revision, long sequence, String threshold) {

        /** What must happen once. */
        private String effect() {
            return type + " " + subject + " " + threshold;
        }
    }

    private final HttpServer server;
    private final Map<String, Recorded> byId = new LinkedHashMap<>();
    private final List<String> disorders = new ArrayList<>();
    private final Map<String, Integer> newestRevision = new HashMap<>();
    private final List<Arrival> arrivals = new ArrayList<>();
    private int redeliveries;

    private record Arrival(String type, long nanos) {}

    EventRecorder() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        server.createContext("/events", exchange -> {
            record(JsonMapper.shared().readTree(exchange.getRequestBody().readAllBytes()));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/events";
    }

    /** What came out of the order of its record's revisions. */
    synchronized List<String> disorders() {
        return List.copyOf(disorders);
    }

    synchronized int redeliveries() {
        return redeliveries;
    }

    /** How often each record had an event of the type; more than once is once too often, unless thresholds differ. */
    synchronized Map<String, Integer> timesOf(String type) {
        Map<String, Integer> times = new HashMap<>();
        byId.values().stream()
                .filter(event -> event.type().equals(type))
                .forEach(event -> times.merge(event.subject(), 1, Integer::sum));
        return times;
    }

    /** Everything that has been seen, in the order in which it came. */
    synchronized List<Recorded> all() {
        return List.copyOf(byId.values());
    }

    /**
     * The longest time without a new event of the type.
     *
     * @param sinceNanos from when on, by {@link System#nanoTime()}; until the last event that has come
     */
    synchronized Duration longestPause(String type, long sinceNanos) {
        long longest = 0;
        long previous = sinceNanos;
        for (Arrival arrival : arrivals) {
            if (arrival.type().equals(type) && arrival.nanos() > sinceNanos) {
                longest = Math.max(longest, arrival.nanos() - previous);
                previous = arrival.nanos();
            }
        }
        return Duration.ofNanos(longest);
    }

    /** Effects that were seen more than once. */
    synchronized Set<String> repeated() {
        Set<String> seen = new HashSet<>();
        return byId.values().stream()
                .map(Recorded::effect)
                .filter(effect -> !seen.add(effect))
                .collect(Collectors.toSet());
    }

    /** Numbers that are missing between the first and the last event. */
    synchronized List<Long> gaps() {
        LongSummaryStatistics range =
                byId.values().stream().mapToLong(Recorded::sequence).summaryStatistics();
        Set<Long> sequences = byId.values().stream().map(Recorded::sequence).collect(Collectors.toSet());
        return LongStream.rangeClosed(range.getMin(), range.getMax())
                .boxed()
                .filter(sequence -> !sequences.contains(sequence))
                .toList();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private static String threshold(JsonNode event) {
        JsonNode data = event.get("data");
        if (!data.has("metric")) {
            return "";
        }
        return data.get("metric").stringValue() + " " + data.get("ordinal").asString() + " "
                + data.path("percent").asString("100");
    }

    private synchronized void record(JsonNode event) {
        Recorded recorded = new Recorded(
                event.get("id").stringValue(),
                event.get("type").stringValue(),
                event.get("subject").stringValue(),
                event.get("revision").intValue(),
                Long.parseLong(event.get("sequence").stringValue()),
                threshold(event));
        Recorded earlier = byId.putIfAbsent(recorded.id(), recorded);
        if (earlier != null) {
            redeliveries++;
            if (!earlier.equals(recorded)) {
                disorders.add("delivered again with other content: " + earlier + " and " + recorded);
            }
            return;
        }
        arrivals.add(new Arrival(recorded.type(), System.nanoTime()));
        int newest = newestRevision.getOrDefault(recorded.subject(), 0);
        if (recorded.revision() < newest) {
            disorders.add(recorded + " after revision " + newest);
        }
        newestRevision.put(recorded.subject(), Math.max(newest, recorded.revision()));
    }
}
