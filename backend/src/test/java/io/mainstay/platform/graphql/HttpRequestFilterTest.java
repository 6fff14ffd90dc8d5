// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.kernel.SystemClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import tools.jackson.databind.json.JsonMapper;

class HttpRequestFilterTest {

    /** A clock that goes on by a second whenever somebody looks, as if each packet had taken that long. */
    private static final class LookedAtClock implements SystemClock {

        private long nanos;

        @Override
        public Instant now() {
            return Instant.EPOCH.plusNanos(nanoTime());
        }

        @Override
        public long nanoTime() {
            nanos += 1_000_000_000L;
            return nanos;
        }
    }

    @Test
    void shouldRefuseABodyThatTakesTooLongAsAWhole() throws Exception {
        MockHttpServletResponse response = send(40, Duration.ofSeconds(3));

        assertThat(response.getStatus()).isEqualTo(408);
        assertThat(response.getHeader("Connection")).isEqualTo("close");
        assertThat(response.getContentAsString()).contains("TIMEOUT").contains("3 seconds");
    }

    @Test
    void shouldHandOnABodyThatArrivesInTime() throws Exception {
        assertThat(send(1, Duration.ofSeconds(3)).getStatus()).isEqualTo(200);
    }

    private static MockHttpServletResponse send(int packets, Duration patience) throws Exception {
        MockHttpServletRequest request = new MockHttpServletRequest("POST", "/graphql");
        request.setContentType("application/json");
        request.addHeader("Accept", "application/json");
        request.setContent("x".repeat(packets * 8_192 - 1).getBytes(StandardCharsets.UTF_8));
        MockHttpServletResponse response = new MockHttpServletResponse();
        new HttpRequestFilter(1_048_576, patience, new LookedAtClock(), JsonMapper.shared())
                .doFilter(request, response, new MockFilterChain());
        return response;
    }
}
