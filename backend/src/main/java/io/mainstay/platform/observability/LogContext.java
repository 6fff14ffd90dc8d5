// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.observability;

import io.micrometer.context.ContextRegistry;
import io.micrometer.context.integration.Slf4jThreadLocalAccessor;
import org.springframework.context.annotation.Configuration;

/** Carries the ids of a request's logs to the threads that work for it. */
@Configuration(proxyBeanMethods = false)
public class LogContext {

    /** The name of the person's id in the logs. */
    public static final String PRINCIPAL = "principalId";

    LogContext() {
        ContextRegistry.getInstance()
                .registerThreadLocalAccessor(new Slf4jThreadLocalAccessor(RequestIdFilter.KEY, PRINCIPAL));
    }
}
