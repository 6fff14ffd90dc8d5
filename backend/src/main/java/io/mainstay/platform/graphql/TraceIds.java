// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.graphql;

import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import org.slf4j.MDC;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** The id under which the logs have what happened in the current request. */
@Component
class TraceIds {

    private final ObjectProvider<Tracer> tracer;

    TraceIds(ObjectProvider<Tracer> tracer) {
        this.tracer = tracer;
    }

    /** The key in the GraphQL context. */
    static final String TRACE_ID = "traceId";

    /** The trace id; without tracing the request id. To be asked on the thread that received the request. */
    String current() {
        Tracer available = tracer.getIfAvailable();
        Span span = available == null ? null : available.currentSpan();
        if (span != null) {
            return span.context().traceId();
        }
        String requestId = MDC.get("requestId");
        return requestId == null ? "unknown" : requestId;
    }
}
