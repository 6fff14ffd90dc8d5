// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import io.mainstay.kernel.SystemClock;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeySetTest {

    private static final Duration INTERVAL = Duration.ofMinutes(5);
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final HandClock clock = new HandClock();
    private final Provider provider = new Provider();
    private final KeySet keys = new KeySet(provider, clock, INTERVAL, PAUSE);

    @Test
    void shouldReadKeysOnce() throws KeySourceException {
        provider.publish("a");

        assertThat(find("a")).isTrue();
        assertThat(find("a")).isTrue();
        assertThat(provider.reads).isEqualTo(1);
    }

    @Test
    void shouldFindNewKeyEarly() throws KeySourceException {
        provider.publish("a");
        find("a");
        provider.publish("a", "b");
        clock.advance(PAUSE);

        assertThat(find("b")).isTrue();
    }

    @Test
    void shouldForgetKeyThatProviderWithdrew() throws KeySourceException {
        provider.publish("a");
        find("a");
        provider.publish("b");
        clock.advance(INTERVAL);

        assertThat(find("a")).isFalse();
    }

    @Test
    void shouldGoOnWithKnownKeysWhileProviderIsAway() throws KeySourceException {
        provider.publish("a");
        find("a");
        provider.away = true;

        for (int days = 0; days < 3; days++) {
            clock.advance(Duration.ofDays(1));
            assertThat(find("a")).isTrue();
        }
        provider.away = false;
        provider.publish("b");
        clock.advance(PAUSE);
        assertThat(find("b")).isTrue();
    }

    @Test
    void shouldNotLetUnknownKeysFloodProvider() throws KeySourceException {
        provider.publish("a");
        find("a");
        clock.advance(PAUSE);

        for (int attempt = 0; attempt < 100; attempt++) {
            assertThat(find("forged-" + attempt)).isFalse();
        }
        assertThat(provider.reads).isEqualTo(2);
        assertThat(find("a")).isTrue();
    }

    @Test
    void shouldSayThatKeysWereNeverRead() throws KeySourceException {
        provider.away = true;

        assertThatThrownBy(() -> find("a")).isInstanceOf(KeySourceException.class);
        assertThatThrownBy(() -> find("a")).isInstanceOf(KeySourceException.class);
        assertThat(provider.reads).isEqualTo(1);

        provider.away = false;
        provider.publish("a");
        clock.advance(PAUSE);
        assertThat(find("a")).isTrue();
    }

    private boolean find(String id) throws KeySourceException {
        return !keys.get(new JWKSelector(new JWKMatcher.Builder().keyID(id).build()), null)
                .isEmpty();
    }

    private static final class Provider implements KeySet.Reader {

        private List<JWK> published = List.of();
        private boolean away;
        private int reads;

        void publish(String... ids) {
            List<JWK> list = new ArrayList<>();
            for (String id : ids) {
                list.add(new OctetSequenceKey.Builder(new byte[32]).keyID(id).build());
            }
            published = list;
        }

        @Override
        public String read() throws IOException {
            reads++;
            if (away) {
                throw new IOException("connection refused");
            }
            return new JWKSet(published).toString(false);
        }
    }

    private static final class HandClock implements SystemClock {

        private Instant now = Instant.parse("2026-11-01T00:00:00Z");

        void advance(Duration duration) {
            now = now.plus(duration);
        }

        @Override
        public Instant now() {
            return now;
        }

        @Override
        public long nanoTime() {
            return now.toEpochMilli() * 1_000_000;
        }
    }
}
