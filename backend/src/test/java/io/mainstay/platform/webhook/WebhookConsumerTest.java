// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import io.mainstay.kernel.SystemClock;
import io.mainstay.platform.outbox.ConsumerUnavailableException;
import io.mainstay.platform.outbox.OutboxEvent;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class WebhookConsumerTest {

    private static final OutboxEvent EVENT = new OutboxEvent(
            42,
            "019aa000-0000-7000-8000-000000000001",
            "incident.resolved.v1",
            "Incident",
            "019aa000-0000-7000-8000-000000000002",
            7,
            Instant.parse("2026-03-29T01:30:00Z"),
            Instant.parse("2026-03-29T01:30:01Z"),
            "{\"number\":\"INC0000001\"}",
            "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");

    private static final SystemClock CLOCK = new SystemClock() {
        @Override
        public Instant now() {
            return EVENT.recordedAt();
        }

        @Override
        public long nanoTime() {
            return 0;
        }
    };

    private final AtomicInteger answer = new AtomicInteger(204);
    private final List<byte[]> bodies = new CopyOnWriteArrayList<>();
    private final List<String> signatures = new CopyOnWriteArrayList<>();
    private volatile String retryAfter = "";
    private HttpServer receiver;

    @BeforeEach
    void startReceiver() throws IOException {
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/events", exchange -> {
            bodies.add(exchange.getRequestBody().readAllBytes());
            signatures.add(String.valueOf(exchange.getRequestHeaders().getFirst("X-Mainstay-Signature")));
            if (!retryAfter.isEmpty()) {
                exchange.getResponseHeaders().add("Retry-After", retryAfter);
            }
            exchange.sendResponseHeaders(answer.get(), -1);
            exchange.close();
        });
        receiver.start();
    }

    @AfterEach
    void stopReceiver() {
        receiver.stop(0);
    }

    @Test
    void shouldPostACloudEventWithItsSignature() {
        consumer("a secret").handle(List.of(EVENT));

        JsonNode event = JsonMapper.shared().readTree(new String(bodies.getFirst(), StandardCharsets.UTF_8));
        assertThat(event.get("specversion").stringValue()).isEqualTo("1.0");
        assertThat(event.get("id").stringValue()).isEqualTo(EVENT.id());
        assertThat(event.get("type").stringValue()).isEqualTo("incident.resolved.v1");
        assertThat(event.get("subject").stringValue()).isEqualTo(EVENT.aggregateId());
        assertThat(event.get("time").stringValue()).isEqualTo("2026-03-29T01:30:00Z");
        assertThat(event.get("sequence").stringValue()).isEqualTo("42");
        assertThat(event.get("revision").intValue()).isEqualTo(7);
        assertThat(event.get("traceparent").stringValue()).startsWith("00-");
        assertThat(event.get("data").get("number").stringValue()).isEqualTo("INC0000001");
        assertThat(signatures).containsExactly(Signature.of("a secret", bodies.getFirst()));
    }

    @Test
    void shouldBeInterestedInEveryTypeUnlessTypesAreNamed() {
        assertThat(consumer(null).isInterestedIn("incident.resolved.v1")).isTrue();
    }

    @Test
    void shouldNotSignWithoutASecret() {
        consumer(null).handle(List.of(EVENT));

        assertThat(signatures).containsExactly("null");
    }

    @Test
    void shouldComputeTheSignatureOfRfc4231() {
        // RFC 4231, test case 2
        assertThat(Signature.of("Jefe", "what do ya want for nothing?".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    }

    @Test
    void shouldLetEventsWaitWhileTheReceiverIsAway() {
        WebhookConsumer consumer = consumer(null);
        for (int status : new int[] {500, 503, 408, 429}) {
            answer.set(status);
            assertThatThrownBy(() -> consumer.handle(List.of(EVENT))).isInstanceOf(ConsumerUnavailableException.class);
        }
        receiver.stop(0);
        assertThatThrownBy(() -> consumer.handle(List.of(EVENT))).isInstanceOf(ConsumerUnavailableException.class);
    }

    @Test
    void shouldWaitAsLongAsTheReceiverAsks() {
        answer.set(429);

        assertThat(waitAfter("")).isNull();
        assertThat(waitAfter("75")).isEqualTo(Duration.ofSeconds(75));
        assertThat(waitAfter("Sun, 29 Mar 2026 01:31:01 GMT")).isEqualTo(Duration.ofMinutes(1));
        assertThat(waitAfter("86400")).as("more than an hour").isEqualTo(Duration.ofHours(1));
        assertThat(waitAfter("99999999999999999999")).isEqualTo(Duration.ofHours(1));
        assertThat(waitAfter("Sun, 29 Mar 2026 01:00:00 GMT")).as("over").isNull();
        assertThat(waitAfter("soon")).isNull();
        assertThat(waitAfter("-5")).isNull();
    }

    private Duration waitAfter(String header) {
        retryAfter = header;
        return catchThrowableOfType(
                        ConsumerUnavailableException.class, () -> consumer(null).handle(List.of(EVENT)))
                .retryAfter();
    }

    @Test
    void shouldGiveUpAnEventThatTheReceiverRefuses() {
        answer.set(422);

        assertThatThrownBy(() -> consumer(null).handle(List.of(EVENT)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("422")
                .hasMessageContaining(EVENT.id());
    }

    private WebhookConsumer consumer(String secret) {
        URI url = URI.create("http://127.0.0.1:" + receiver.getAddress().getPort() + "/events");
        return new WebhookConsumer(new WebhookProperties(url, secret, Set.of(), Duration.ofSeconds(5)), url, CLOCK);
    }
}
