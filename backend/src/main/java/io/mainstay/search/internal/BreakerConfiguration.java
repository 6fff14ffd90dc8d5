// SPDX-License-Identifier: Apache-2.0
package io.mainstay.search.internal;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Spares people the wait for a search engine that is known to be away. */
@Configuration(proxyBeanMethods = false)
class BreakerConfiguration {

    private static final Duration PAUSE = Duration.ofSeconds(5);

    /** Opens after half of the last ten searches found the engine away, and tries again every five seconds. */
    @Bean
    CircuitBreaker searchBreaker() {
        return CircuitBreaker.of(
                "search",
                CircuitBreakerConfig.custom()
                        .slidingWindowSize(10)
                        .minimumNumberOfCalls(4)
                        .failureRateThreshold(50)
                        .waitDurationInOpenState(PAUSE)
                        .permittedNumberOfCallsInHalfOpenState(1)
                        .recordExceptions(SearchIndexUnavailableException.class)
                        .build());
    }
}
