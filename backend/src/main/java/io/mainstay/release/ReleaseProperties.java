// SPDX-License-Identifier: Apache-2.0
package io.mainstay.release;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the release capability.
 *
 * @param earlyLife how long a release is watched once its users have it
 * @param coversChanges whether the approval of a release covers the changes that it contains, so that none needs an authorisation of its own
 */
@ConfigurationProperties("mainstay.release")
public record ReleaseProperties(
        @DefaultValue("7d") Duration earlyLife,
        @DefaultValue("false") boolean coversChanges) {}
