// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.graphql;

import io.mainstay.platform.security.SecurityProperties;
import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;

/** Serves GraphiQL with a login at Keycloak, from the class path: it needs no other host than these two. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("mainstay.graphiql.enabled")
class GraphiQlConfiguration implements WebMvcConfigurer {

    private static final String WEBJARS = "classpath:/META-INF/resources/webjars/";

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry.addResourceHandler("/graphiql/assets/**").addResourceLocations(WEBJARS);
        registry.addResourceHandler("/graphiql/**").addResourceLocations("classpath:/graphiql/");
    }

    @Override
    public void addViewControllers(ViewControllerRegistry registry) {
        registry.addRedirectViewController("/graphiql", "/graphiql/");
        registry.addViewController("/graphiql/").setViewName("forward:/graphiql/index.html");
    }

    /** What the page must know before it can sign in. */
    @Bean
    RouterFunction<ServerResponse> graphiQlSettings(
            SecurityProperties security, @Value("${mainstay.graphiql.client-id:mainstay-console}") String clientId) {
        return RouterFunctions.route()
                .GET(
                        "/graphiql/settings.json",
                        _ -> ServerResponse.ok().body(Map.of("issuer", security.issuer(), "clientId", clientId)))
                .build();
    }
}
