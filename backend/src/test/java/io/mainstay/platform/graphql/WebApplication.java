// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.graphql;

import io.mainstay.kernel.BusinessClock;
import io.mainstay.kernel.SystemClock;
import io.mainstay.kernel.Visibility;
import io.mainstay.platform.time.MachineClock;
import io.mainstay.support.GraphQlClient;
import io.mainstay.support.SchemaInspection;
import io.mainstay.support.TestDirectory;
import io.mainstay.support.TestIssuer;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.data.neo4j.autoconfigure.DataNeo4jAutoConfiguration;
import org.springframework.boot.data.neo4j.autoconfigure.DataNeo4jRepositoriesAutoConfiguration;
import org.springframework.boot.graphql.autoconfigure.GraphQlSourceBuilderCustomizer;
import org.springframework.boot.neo4j.autoconfigure.Neo4jAutoConfiguration;
import org.springframework.boot.quartz.autoconfigure.QuartzAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Profile;
import org.springframework.core.env.Environment;
import org.springframework.test.context.DynamicPropertyRegistrar;

/**
 * The web side of the platform with controllers of the test, without the servers that the product needs. Carries no
 * stereotype, so that tests of the whole application do not find it when they scan.
 */
@EnableAutoConfiguration(
        exclude = {
            Neo4jAutoConfiguration.class,
            DataNeo4jAutoConfiguration.class,
            DataNeo4jRepositoriesAutoConfiguration.class,
            QuartzAutoConfiguration.class
        })
@ComponentScan(
        basePackages = {
            "io.mainstay.platform.console",
            "io.mainstay.platform.graphql",
            "io.mainstay.platform.security",
            "io.mainstay.platform.observability",
            "io.mainstay.platform.shutdown"
        },
        excludeFilters =
                @ComponentScan.Filter(type = FilterType.ASSIGNABLE_TYPE, classes = Neo4jEntityVisibility.class))
@Profile(WebApplication.PROFILE)
class WebApplication {

    /** Keeps the scan of the whole application's tests from picking this up. */
    static final String PROFILE = "web-test";

    @Bean
    SystemClock systemClock() {
        return new MachineClock();
    }

    @Bean
    BusinessClock businessClock(SystemClock systemClock) {
        return systemClock::now;
    }

    @Bean
    TestDirectory testDirectory() {
        return new TestDirectory(Optional::empty);
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
    EntityVisibility entitySight() {
        return new EntityVisibility() {
            @Override
            public Optional<Entry> of(Visibility visibility, String id) {
                return Optional.of(new Entry(Set.of("Entity", "Thing"), true));
            }

            @Override
            public Map<String, Boolean> among(Visibility visibility, Collection<String> ids) {
                return Map.of();
            }
        };
    }

    @Bean
    DynamicPropertyRegistrar properties() {
        return registry -> {
            registry.add("mainstay.security.issuer", () -> TestIssuer.shared().issuer());
            registry.add(
                    "mainstay.security.jwk-set-uri", () -> TestIssuer.shared().keysAddress());
            registry.add(
                    "spring.graphql.schema.locations",
                    () -> "classpath*:graphql/,classpath*:graphql/shared/,classpath*:graphql-test/");
        };
    }

    /** How often the controllers counted a list. */
    static final AtomicInteger COUNTED = new AtomicInteger();
}
