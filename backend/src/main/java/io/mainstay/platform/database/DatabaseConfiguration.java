// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.database;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.AuthTokenManager;
import org.neo4j.driver.Config;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.neo4j.autoconfigure.ConfigBuilderCustomizer;
import org.springframework.boot.neo4j.autoconfigure.Neo4jConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Gives requests and workers a pool of connections each, both as the application's properties say. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DatabaseLimits.class)
class DatabaseConfiguration {

    /** For what reads without waiting for its turn, such as the probes of health. */
    private static final int SPARE = 4;

    /** How the pool of the workers is configured: as that of the requests but for its size. */
    static final class WorkerPool {
        private @Nullable Config config;

        Config config() {
            if (config == null) {
                throw new IllegalStateException("the driver of the requests is configured first");
            }
            return config;
        }
    }

    @Bean
    WorkerPool workerPool() {
        return new WorkerPool();
    }

    /** The last one, so that what others have set holds for both pools. */
    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    ConfigBuilderCustomizer poolsOfRequestsAndWorkers(DatabaseLimits limits, WorkerPool workers) {
        return builder -> {
            workers.config = builder.withMaxConnectionPoolSize(limits.workerConnections())
                    .build();
            long acquisition = limits.acquisition().toMillis();
            builder.withMaxConnectionPoolSize(limits.requestConnections() + SPARE)
                    .withConnectionAcquisitionTimeout(acquisition, TimeUnit.MILLISECONDS)
                    .withConnectionTimeout(acquisition, TimeUnit.MILLISECONDS);
        };
    }

    @Bean
    static BeanPostProcessor twoPools(
            ObjectProvider<Neo4jConnectionDetails> details, ObjectProvider<WorkerPool> workers) {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                return bean instanceof Driver requests && !(bean instanceof TwoPools)
                        ? new TwoPools(
                                requests,
                                driver(details.getObject(), workers.getObject().config()))
                        : bean;
            }
        };
    }

    private static Driver driver(Neo4jConnectionDetails details, Config config) {
        AuthTokenManager tokens = details.getAuthTokenManager();
        return tokens == null
                ? GraphDatabase.driver(details.getUri(), details.getAuthToken(), config)
                : GraphDatabase.driver(details.getUri(), tokens, config);
    }
}
