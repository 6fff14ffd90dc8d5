// SPDX-License-Identifier: Apache-2.0
package io.mainstay.ticket.internal;

import io.mainstay.platform.security.InstallationRecord;
import io.mainstay.record.TicketKind;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The beans of tickets: the trails of their settings are for those who read tickets of their kind. */
@Configuration(proxyBeanMethods = false)
class TicketConfiguration {

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

    private static InstallationRecord choices(TicketKind kind) {
        return new InstallationRecord(kind.label() + "Choice", kind.readPermission());
    }

    private static InstallationRecord matrix(TicketKind kind) {
        return new InstallationRecord(kind.label() + "PriorityMatrix", kind.readPermission());
    }
}
