// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.webhook;

import io.mainstay.kernel.SystemClock;
import io.mainstay.platform.outbox.ConsumerUnavailableException;
import io.mainstay.platform.outbox.ExternalEventConsumer;
import io.mainstay.platform.outbox.OutboxEvent;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Posts each event as a CloudEvent (specification 1.0, structured JSON mode), one after the other in their order. At least
 * once: after a crash an event may be sent again with the same {@code id}, by which the receiver tells it apart. {@code
 * sequence} is the event's place among all events.
 *
 * <p>An answer of 2xx takes the event. 408, 429 and 5xx, and no answer, mean that the receiver is away: the event waits, for as
 * long as the receiver asks for by {@code Retry-After}. Any other answer means that it will never take this event, which
 * becomes a dead letter; a receiver that refuses one after the other pauses the delivery.
 */
final class WebhookConsumer implements ExternalEventConsumer {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final int REQUEST_TIMEOUT = 408;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final Set<String> EVERY_TYPE = Set.of("");

    private final WebhookProperties properties;
    private final URI url;
    private final SystemClock clock;
    private final HttpClient client;

    WebhookConsumer(WebhookProperties properties, URI url, SystemClock clock) {
        this.properties = properties;
        this.url = url;
        this.clock = clock;
        this.client =
                HttpClient.newBuilder().connectTimeout(properties.timeout()).build();
    }

    @Override
    public String name() {
        return "webhook";
    }

    @Override
    public Set<String> interests() {
        return properties.types().isEmpty() ? EVERY_TYPE : properties.types();
    }

    /** What happened before somebody wanted to be told is no news. */
    @Override
    public boolean startsWithOldEvents() {
        return false;
    }

    /** A receiver that is away after the third event gets the fourth next, not the first three again. */
    @Override
    public boolean oneByOne() {
        return true;
    }

    @Override
    public void handle(List<OutboxEvent> events) {
        for (OutboxEvent event : events) {
            send(event);
        }
    }

    private void send(OutboxEvent event) {
        HttpResponse<Void> response = post(cloudEvent(event));
        int status = response.statusCode();
        if (status / 100 == 2) {
            return;
        }
        String answer = "The webhook " + url + " answered " + status + " to event " + event.id();
        if (status / 100 == 5 || status == REQUEST_TIMEOUT || status == TOO_MANY_REQUESTS) {
            throw new ConsumerUnavailableException(answer, new IOException(answer), retryAfter(response));
        }
        throw new IllegalStateException(answer);
    }

    private @Nullable Duration retryAfter(HttpResponse<Void> response) {
        return response.headers()
                .firstValue("Retry-After")
                .flatMap(value -> RetryAfter.of(value, clock.now()))
                .orElse(null);
    }

    private HttpResponse<Void> post(byte[] body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(url)
                .timeout(properties.timeout())
                .header("Content-Type", "application/cloudevents+json; charset=utf-8")
                .POST(BodyPublishers.ofByteArray(body));
        String secret = properties.secret();
        if (secret != null && !secret.isEmpty()) {
            request.header("X-Mainstay-Signature", Signature.of(secret, body));
        }
        try {
            return client.send(request.build(), BodyHandlers.discarding());
        } catch (IOException unreachable) {
            throw new ConsumerUnavailableException("The webhook " + url + " cannot be reached", unreachable);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new ConsumerUnavailableException("Interrupted while posting to " + url, interrupted);
        }
    }

    private static byte[] cloudEvent(OutboxEvent event) {
        ObjectNode envelope = MAPPER.createObjectNode()
                .put("specversion", "1.0")
                .put("id", event.id())
                .put("source", "/mainstay")
                .put("type", event.type())
                .put("subject", event.aggregateId())
                .put("time", event.occurredAt().toString())
                .put("datacontenttype", "application/json")
                .put("sequence", Long.toString(event.seq()))
                .put("revision", Math.toIntExact(event.revision()));
        putIfPresent(envelope, "traceparent", event.traceparent());
        envelope.set("data", MAPPER.readTree(event.json()));
        return MAPPER.writeValueAsString(envelope).getBytes(StandardCharsets.UTF_8);
    }

    private static void putIfPresent(ObjectNode envelope, String name, @Nullable String value) {
        if (value != null) {
            envelope.put(name, value);
        }
    }
}
