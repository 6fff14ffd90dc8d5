// SPDX-License-Identifier: Apache-2.0
package io.mainstay.ticket.internal;

import io.mainstay.audit.TrailedRecords;
import io.mainstay.audit.TrailedSettings;
import io.mainstay.platform.security.InstallationRecord;
import io.mainstay.record.TicketKind;
import io.mainstay.ticket.CostProperties;
import io.mainstay.ticket.PriorityMatrix;
import io.mainstay.ticket.TicketCategory;
import io.mainstay.ticket.TicketChoice;
import io.mainstay.ticket.internal.store.TicketSettingsStore;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The beans of tickets: the trails of their settings are for those who read tickets of their kind, and compared with them. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CostProperties.class)
class TicketConfiguration {

    @Bean
    TrailedRecords ticketCategoryTrails(TicketSettingsStore store) {
        return new TrailedSettings<TicketCategory>(
                "TicketCategory",
                "name",
                Map.of(
                        "name", TicketCategory::name,
                        "parentId", TicketCategory::parentId,
                        "active", TicketCategory::active),
                Set.of(),
                store::categories);
    }

    @Bean
    TrailedRecords ticketChoiceTrails(TicketSettingsStore store) {
        return new TrailedSettings<TicketChoice>(
                "TicketChoice",
                "name",
                Map.of("name", TicketChoice::name, "active", TicketChoice::active),
                Set.of(),
                store::choicesByIds);
    }

    @Bean
    TrailedRecords priorityMatrixTrails(TicketSettingsStore store) {
        return new TrailedSettings<PriorityMatrix>(
                "PriorityMatrix", "cells", Map.of("cells", PriorityMatrix::cells), Set.of(), store::matricesByIds);
    }

    @Bean
    InstallationRecord incidentChoiceTrail() {
        return choices(TicketKind.INCIDENT);
    }

    @Bean
    InstallationRecord problemChoiceTrail() {
        return choices(TicketKind.PROBLEM);
    }

    @Bean
    InstallationRecord incidentMatrixTrail() {
        return matrix(TicketKind.INCIDENT);
    }

    @Bean
    InstallationRecord problemMatrixTrail() {
        return matrix(TicketKind.PROBLEM);
    }

    @Bean
    InstallationRecord changeChoiceTrail() {
        return choices(TicketKind.CHANGE);
    }

    @Bean
    InstallationRecord changeMatrixTrail() {
        return matrix(TicketKind.CHANGE);
    }

    @Bean
    InstallationRecord releaseChoiceTrail() {
        return choices(TicketKind.RELEASE);
    }

    @Bean
    InstallationRecord releaseMatrixTrail() {
        return matrix(TicketKind.RELEASE);
    }

    private static InstallationRecord choices(TicketKind kind) {
        return new InstallationRecord(kind.label() + "Choice", kind.readPermission());
    }

    private static InstallationRecord matrix(TicketKind kind) {
        return new InstallationRecord(kind.label() + "PriorityMatrix", kind.readPermission());
    }
}
