// SPDX-License-Identifier: Apache-2.0
package io.mainstay.support;

import io.mainstay.kernel.SystemClock;
import io.mainstay.platform.security.IdentityDirectory;
import org.springframework.boot.graphql.autoconfigure.GraphQlSourceBuilderCustomizer;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.core.env.Environment;

/**
 * What tests of the whole application put in place of the machine: a business clock they set, a count of statements,
 * people with tokens of their own making, and a client.
 */
@TestConfiguration(proxyBeanMethods = false)
public class IntegrationTestConfiguration {

    @Bean
    @Primary
    SettableClock settableClock(SystemClock systemClock) {
        return new SettableClock(systemClock);
    }

    @Bean
    @Primary
    TestDirectory testDirectory(ApplicationContext application) {
        return new TestDirectory(() -> application.getBeansOfType(IdentityDirectory.class).values().stream()
                .filter(directory -> !(directory instanceof TestDirectory))
                .findFirst());
    }

    @Bean
    SchemaInspection schemaInspection() {
        return new SchemaInspection();
    }

    @Bean
    GraphQlSourceBuilderCustomizer inspectSchema(SchemaInspection inspection) {
        return builder -> builder.inspectSchemaMappings(inspection::take);
    }

    @Bean
    GraphQlClient graphQlClient(Environment environment) {
        return new GraphQlClient(() -> environment.getRequiredProperty("local.server.port", Integer.class));
    }

    @Bean
    static RowsReadAgain rowsReadAgain() {
        return new RowsReadAgain();
    }

    @Bean
    CypherCalls cypherCalls() {
        return new CypherCalls();
    }
}
