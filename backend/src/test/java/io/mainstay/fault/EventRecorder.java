package io.mainstay.fault;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Stands outside the system and writes down every event that reaches it. An event that is delivered again has the same id and
 * is no second effect; everything else that comes twice or out of order is.
 */
final class EventRecorder implements AutoCloseable {

    record Recorded(String id, String type, String subject, int revision, long sequence) {}

    private final HttpServer server;
    private final Map<String, Recorded> byId = new LinkedHashMap<>();
    private final List<String> disorders = new ArrayList<>();
    private final Map<String, Integer> newestRevision = new HashMap<>();
    private int redeliveries;

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

    /** Each event once, in the order of arrival. */
    synchronized List<Recorded> events() {
        return List.copyOf(byId.values());
    }

    /** What came out of the order of its record's revisions. */
    synchronized List<String> disorders() {
        return List.copyOf(disorders);
    }

    synchronized int redeliveries() {
        return redeliveries;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private synchronized void record(JsonNode event) {
        Recorded recorded = new Recorded(
                event.get("id").stringValue(),
                event.get("type").stringValue(),
                event.get("subject").stringValue(),
                event.get("revision").intValue(),
                Long.parseLong(event.get("sequence").stringValue()));
        Recorded earlier = byId.putIfAbsent(recorded.id(), recorded);
        if (earlier != null) {
            redeliveries++;
            if (!earlier.equals(recorded)) {
                disorders.add("delivered again with other content: " + earlier + " and " + recorded);
            }
            return;
        }
        int newest = newestRevision.getOrDefault(recorded.subject(), 0);
        if (recorded.revision() < newest) {
            disorders.add(recorded + " after revision " + newest);
        }
        newestRevision.put(recorded.subject(), Math.max(newest, recorded.revision()));
    }
}
