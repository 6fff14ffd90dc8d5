package io.mainstay.incident.internal;

import io.mainstay.incident.IncidentProperties;
import io.mainstay.kernel.Permission;
import io.mainstay.platform.security.InstallationRecord;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(IncidentProperties.class)
class IncidentConfiguration {

    @Bean
    InstallationRecord priorityMatrixTrail() {
        return new InstallationRecord("PriorityMatrix", Permission.INCIDENT_READ);
    }

    @Bean
    InstallationRecord incidentChoiceTrail() {
        return new InstallationRecord("IncidentChoice", Permission.INCIDENT_READ);
    }
}
