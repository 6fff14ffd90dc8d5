// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.security;

import io.mainstay.kernel.SystemClock;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Counts each refused token by reason, and logs as many as a limit allows, over HTTP and WebSocket alike. A line has the reason
 * and, when the signature was good, the subject; never the token. Tokens that cannot be verified are logged less often and not
 * counted.
 */
@Component
final class RefusedTokens implements DisposableBean {

    static final String METER = "mainstay.security.refused.tokens";

    private static final Logger LOG = LoggerFactory.getLogger(RefusedTokens.class);
    /** How many failures are logged in a minute, each with its trace: while something is away, all requests fail alike. */
    private static final int OUTAGES = 1;
    /** What goes into a log as it is; an identity provider gives nothing else. */
    private static final Pattern USUAL = Pattern.compile("[A-Za-z0-9._:@-]{1,64}");

    private final Map<TokenRefusal, Counter> counters = new EnumMap<>(TokenRefusal.class);
    private final LogRateLimit lines;
    private final LogRateLimit outages;

    @Autowired
    RefusedTokens(MeterRegistry meters, SystemClock clock, SecurityProperties properties) {
        this(
                meters,
                clock,
                properties,
                (pause, work) -> CompletableFuture.delayedExecutor(pause.toMillis(), TimeUnit.MILLISECONDS)
                        .execute(work));
    }

    RefusedTokens(MeterRegistry meters, SystemClock clock, SecurityProperties properties, LogRateLimit.Later later) {
        for (TokenRefusal reason : TokenRefusal.values()) {
            counters.put(reason, meters.counter(METER, "reason", reason.name()));
        }
        lines = new LogRateLimit(
                properties.refusedTokenLines(),
                clock,
                later,
                count -> LOG.info("{} more tokens were refused within a minute and not logged", count));
        outages = new LogRateLimit(
                OUTAGES,
                clock,
                later,
                count -> LOG.warn("{} more tokens could not be verified within a minute and are not logged", count));
    }

    /** @param subject of a token whose signature was good; null of any other */
    void refused(TokenRefusal reason, @Nullable String subject) {
        Counter counter = counters.get(reason);
        if (counter != null) {
            counter.increment();
        }
        if (!lines.take()) {
            return;
        }
        if (subject == null) {
            LOG.info("A token is refused: {}", reason);
        } else {
            LOG.info(
                    "A token is refused: {}, of {}",
                    reason,
                    USUAL.matcher(subject).matches() ? subject : "an unusual subject");
        }
    }

    /** It cannot be found out now whether a token is good. That says nothing against it, so it counts as no refusal. */
    void unverifiable(Throwable failure) {
        if (outages.take()) {
            LOG.warn("A token cannot be verified", failure);
        }
    }

    @Override
    public void destroy() {
        lines.reportOmitted();
        outages.reportOmitted();
    }
}
