package io.mainstay.problem.internal;

import io.mainstay.kernel.Permission;
import io.mainstay.platform.security.InstallationRecord;
import io.mainstay.problem.ProblemTrendDismissal;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ProblemConfiguration {

    @Bean
    InstallationRecord problemTrendDismissalTrail() {
        return new InstallationRecord(ProblemTrendDismissal.TYPE, Permission.PROBLEM_READ);
    }
}
