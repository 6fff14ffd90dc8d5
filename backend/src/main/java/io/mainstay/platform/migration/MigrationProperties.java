// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.migration;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who migrates the graph.
 *
 * @param atStart whether a server brings the graph up to date when it starts; one that does not waits until another process
 *     has done so, and ends when none does
 * @param patience how long it waits
 */
@ConfigurationProperties("mainstay.migration")
record MigrationProperties(
        @DefaultValue("true") boolean atStart,
        @DefaultValue("3m") Duration patience) {}
