// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.webhook;

import java.net.URI;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where events are sent.
 *
 * @param url the receiver; without one no events are sent
 * @param secret the key of the signature; without one requests are not signed
 * @param types prefixes of the event types to send; none means all
 * @param timeout how long one request may take
 */
@ConfigurationProperties("mainstay.webhook")
record WebhookProperties(
        @Nullable URI url,
        @Nullable String secret,
        @DefaultValue Set<String> types,
        @DefaultValue("10s") Duration timeout) {}
