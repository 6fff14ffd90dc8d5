// SPDX-License-Identifier: Apache-2.0
package io.mainstay.incident;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the incident capability.
 *
 * @param autoCloseAfter how long after its resolution an incident closes by itself
 * @param closureRevocableFor how long after its closure those who work on incidents may take one up again; zero for never
 * @param serviceDesk path of the team to which a new incident goes when no other rule finds one, such as {@code /Service
 *     Desk}; empty for none
 */
@ConfigurationProperties("mainstay.incident")
public record IncidentProperties(
        @DefaultValue("5d") Duration autoCloseAfter,
        @DefaultValue("5d") Duration closureRevocableFor,
        @DefaultValue("") String serviceDesk) {}
