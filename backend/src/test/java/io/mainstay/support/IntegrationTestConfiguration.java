package io.mainstay.support;

import io.mainstay.kernel.SystemClock;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/** What tests of the whole application put in place of the machine: a business clock they set, a count of statements. */
@TestConfiguration(proxyBeanMethods = false)
public class IntegrationTestConfiguration {

    @Bean
    @Primary
    SettableClock settableClock(SystemClock systemClock) {
        return new SettableClock(systemClock);
    }

    @Bean
    CypherCalls cypherCalls() {
        return new CypherCalls();
    }
}
