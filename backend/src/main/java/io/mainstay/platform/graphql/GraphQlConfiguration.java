// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.graphql;

import graphql.language.ObjectTypeDefinition;
import graphql.scalars.ExtendedScalars;
import graphql.schema.idl.TypeDefinitionRegistry;
import io.mainstay.kernel.SystemClock;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.graphql.autoconfigure.GraphQlSourceBuilderCustomizer;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterProperties;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.graphql.execution.ClassNameTypeResolver;
import org.springframework.graphql.execution.RuntimeWiringConfigurer;
import tools.jackson.databind.json.JsonMapper;

/** Wires what all capabilities share into the schema. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(GraphQlLimits.class)
class GraphQlConfiguration {

    @Bean
    RuntimeWiringConfigurer scalars() {
        return wiring -> wiring.strictMode(false) // the engine has an ID of its own
                .scalar(IdScalar.ID)
                .strictMode(true)
                .scalar(TextScalar.DATE_TIME)
                .scalar(TextScalar.DATE)
                .scalar(TextScalar.DURATION)
                .scalar(ExtendedScalars.GraphQLLong)
                .scalar(JsonScalar.JSON);
    }

    /** After the security filters, so that nothing is read of who is not let in. */
    @Bean
    FilterRegistrationBean<HttpRequestFilter> requestForm(
            GraphQlLimits limits,
            SystemClock clock,
            @Value("${spring.graphql.http.path:/graphql}") String path,
            JsonMapper json) {
        FilterRegistrationBean<HttpRequestFilter> filter =
                new FilterRegistrationBean<>(new HttpRequestFilter(limits.bodyBytes(), limits.timeout(), clock, json));
        filter.addUrlPatterns(path);
        filter.setOrder(SecurityFilterProperties.DEFAULT_FILTER_ORDER + 2);
        return filter;
    }

    /** After those that look closer at the requests of their path. */
    @Bean
    FilterRegistrationBean<ContentTypeFilter> contentTypes(JsonMapper json) {
        FilterRegistrationBean<ContentTypeFilter> filter = new FilterRegistrationBean<>(new ContentTypeFilter(json));
        filter.setOrder(SecurityFilterProperties.DEFAULT_FILTER_ORDER + 3);
        return filter;
    }

    /** What the container refuses by itself, such as an address that is none, looks like all refusals. */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> containerRefusals(JsonMapper json) {
        return factory -> factory.addContextCustomizers(
                context -> context.getParent().getPipeline().addValve(new ContainerRefusals(json)));
    }

    /** Before bodies are read. */
    @Bean
    FilterRegistrationBean<ConcurrentRequestLimitFilter> requestsAtOnceFilter(
            ConcurrentRequestLimit requests,
            GraphQlLimits limits,
            @Value("${spring.graphql.http.path:/graphql}") String path,
            JsonMapper json) {
        FilterRegistrationBean<ConcurrentRequestLimitFilter> filter =
                new FilterRegistrationBean<>(new ConcurrentRequestLimitFilter(requests, limits.bodyBytes(), json));
        filter.addUrlPatterns(path);
        filter.setOrder(SecurityFilterProperties.DEFAULT_FILTER_ORDER + 1);
        return filter;
    }

    @Bean
    GraphQlSourceBuilderCustomizer schema(Nodes nodes, PreparedDocuments documents) {
        ClassNameTypeResolver types = new ClassNameTypeResolver();
        types.setClassNameExtractor(view -> nodes.typeOf(view).orElseGet(() -> nameWithoutView(view)));
        return builder -> builder.configureTypeDefinitions(GraphQlConfiguration::leaveOutEmptyRoots)
                .defaultTypeResolver(types)
                .configureGraphQl(engine -> engine.preparsedDocumentProvider(documents));
    }

    private static String nameWithoutView(Class<?> view) {
        return view.getSimpleName().replaceFirst("View$", "");
    }

    /** A root that no capability has extended has no fields, which a schema may not have. */
    private static void leaveOutEmptyRoots(TypeDefinitionRegistry registry) {
        for (String root : List.of("Mutation", "Subscription")) {
            if (!registry.objectTypeExtensions().containsKey(root)) {
                registry.getType(root, ObjectTypeDefinition.class)
                        .filter(type -> type.getFieldDefinitions().isEmpty())
                        .ifPresent(registry::remove);
            }
        }
    }
}
