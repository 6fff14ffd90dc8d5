// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.graphql;

import io.mainstay.platform.security.SecurityProperties;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;
import org.springframework.web.util.HtmlUtils;

/** Serves a start page, and GraphiQL with a login at Keycloak, from the class path: it needs no other host than these two. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("mainstay.graphiql.enabled")
class GraphiQlConfiguration implements WebMvcConfigurer {

    private static final String WEBJARS = "classpath:/META-INF/resources/webjars/";
    private static final MediaType PAGE = new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8);
    private static final String START_PAGE = """
            <!doctype html>
            <html lang="en">
              <head>
                <meta charset="utf-8">
                <title>Mainstay</title>
                <link rel="icon" href="data:,">
              </head>
              <body>
                <h1>Mainstay %s</h1>
                <ul>
                  <li><a href="graphiql/">GraphiQL</a>: try the API, with the whole schema and samples</li>
                  <li><code>/graphql</code>: the API, for <code>POST</code> with a bearer token; subscriptions at <code>/graphql/ws</code></li>
                  <li><a href=".well-known/oauth-protected-resource">Where tokens come from</a></li>
                  <li><a href="%s">Your account</a> at the identity provider</li>
                  <li><a href="readyz">Whether it is ready</a></li>
                </ul>
                <p>README.md of the sources has a session to follow, and docs has a page on each subject.</p>
              </body>
            </html>
            """;

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

    /** Where somebody who writes programs begins; also at the bare address where there is no console. */
    @Bean
    @Order
    RouterFunction<ServerResponse> startPage(
            SecurityProperties security, @Value("${spring.application.version}") String version) {
        String page = START_PAGE.formatted(
                HtmlUtils.htmlEscape(version), HtmlUtils.htmlEscape(security.issuer() + "/account/"));
        return RouterFunctions.route()
                .GET("/about", _ -> ServerResponse.ok().contentType(PAGE).body(page))
                .GET("/", _ -> ServerResponse.ok().contentType(PAGE).body(page))
                .build();
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
