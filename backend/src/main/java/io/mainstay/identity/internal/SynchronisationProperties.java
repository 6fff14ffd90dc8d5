// SPDX-License-Identifier: Apache-2.0
package io.mainstay.identity.internal;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When to synchronise.
 *
 * @param period how long after a run the next begins
 * @param retryAfter how long after a run that failed the next begins
 */
@ConfigurationProperties("mainstay.identity.synchronisation")
record SynchronisationProperties(
        @DefaultValue("60s") Duration period,
        @DefaultValue("10s") Duration retryAfter) {}
