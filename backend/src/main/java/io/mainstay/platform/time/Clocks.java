// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.time;

import io.mainstay.kernel.BusinessClock;
import io.mainstay.kernel.SystemClock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class Clocks {

    @Bean
    SystemClock systemClock() {
        return new MachineClock();
    }

    /** Apart from the system clock, so that tests can set the one without the other. */
    @Bean
    BusinessClock businessClock(SystemClock systemClock) {
        return systemClock::now;
    }
}
