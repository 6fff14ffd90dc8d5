package io.mainstay.ticket.internal;

import io.mainstay.kernel.Permission;
import io.mainstay.platform.security.InstallationRecord;
import io.mainstay.record.TicketKind;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class TicketConfiguration {

    /** Settings of all kinds of ticket have the same labels, so their trails are for who reads tickets of every kind. */
    private static final Set<Permission> READ_EVERY_KIND =
            Arrays.stream(TicketKind.values()).map(TicketKind::readPermission).collect(Collectors.toUnmodifiableSet());

    @Bean
    InstallationRecord priorityMatrixTrail() {
        return new InstallationRecord("PriorityMatrix", READ_EVERY_KIND);
    }

    @Bean
    InstallationRecord ticketChoiceTrail() {
        return new InstallationRecord("TicketChoice", READ_EVERY_KIND);
    }
}
