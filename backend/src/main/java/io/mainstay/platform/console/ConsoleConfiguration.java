// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.console;

import io.mainstay.platform.security.PageNonce;
import io.mainstay.platform.security.SecurityProperties;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.Resource;
import org.springframework.core.io.ResourceLoader;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.function.RequestPredicates;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;
import org.springframework.web.servlet.resource.EncodedResourceResolver;

/**
 * Serves the console where the build has one: without Node.js it leaves the console out, and the backend serves the API alone.
 * The names of assets carry a digest of what is in them, so that browsers keep them for good; the page, which names them, is never kept.
 */
@Configuration(proxyBeanMethods = false)
class ConsoleConfiguration implements WebMvcConfigurer {

    static final String PATH = "/console";

    private static final Logger LOG = LoggerFactory.getLogger(ConsoleConfiguration.class);
    private static final String ASSETS = PATH + "/assets/";
    private static final MediaType PAGE = new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8);

    private final boolean enabled;
    private final String location;

    /** @param location the folder that holds {@code index.html} and {@code assets}, with a slash at its end */
    ConsoleConfiguration(
            @Value("${mainstay.console.enabled:true}") boolean enabled,
            @Value("${mainstay.console.location:classpath:/console/}") String location) {
        this.enabled = enabled;
        this.location = location;
    }

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        if (!enabled) {
            return;
        }
        registry.addResourceHandler(ASSETS + "**")
                .addResourceLocations(location + "assets/")
                .setCacheControl(
                        CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable())
                .resourceChain(true)
                // The build has packed them already.
                .addResolver(new EncodedResourceResolver());
    }

    /** Each path below the console's is answered with its page, which knows what it shows there. Comes before the start page at the bare address. */
    @Bean
    @Order(0)
    RouterFunction<ServerResponse> consolePages(
            ResourceLoader resources,
            SecurityProperties security,
            @Value("${mainstay.console.client-id:mainstay-console}") String clientId,
            @Value("${spring.application.version}") String version) {
        Resource index = resources.getResource(location + "index.html");
        if (!enabled || !index.exists()) {
            LOG.info(
                    "{}: the API is served alone",
                    enabled ? "This build has no console" : "The console is switched off");
            return RouterFunctions.route()
                    .route(_ -> false, _ -> ServerResponse.notFound().build())
                    .build();
        }
        String base = security.publicUrl().getRawPath() + PATH + "/";
        ConsolePage page = new ConsolePage(
                index, base, Map.of("base", base, "issuer", security.issuer(), "client", clientId, "version", version));
        return RouterFunctions.route()
                .GET("/", _ -> redirect("console/"))
                .GET(PATH, _ -> redirect("console/"))
                .route(
                        RequestPredicates.GET(PATH + "/**")
                                .and(request -> !request.path().startsWith(ASSETS)),
                        request -> answer(page, request))
                .build();
    }

    private static ServerResponse answer(ConsolePage page, ServerRequest request) {
        return ServerResponse.ok()
                .contentType(PAGE)
                .cacheControl(CacheControl.noStore())
                .body(page.with(PageNonce.draw(request.servletRequest())));
    }

    /** Relative, as all redirects are: no answer repeats the address that a request names. */
    private static ServerResponse redirect(String to) {
        return ServerResponse.status(HttpStatus.FOUND).location(URI.create(to)).build();
    }
}
