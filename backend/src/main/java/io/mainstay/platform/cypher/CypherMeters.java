// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.cypher;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/** Times every statement by its name. */
@Component
final class CypherMeters implements CypherListener {

    private final MeterRegistry meters;

    CypherMeters(MeterRegistry meters) {
        this.meters = meters;
    }

    @Override
    public void ran(String statement, long nanos, boolean failed) {
        meters.timer("mainstay.cypher", "statement", statement, "outcome", failed ? "error" : "success")
                .record(nanos, TimeUnit.NANOSECONDS);
    }
}
