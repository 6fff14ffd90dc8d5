// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.graphql;

import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.graphql.autoconfigure.GraphQlCorsProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.graphql.server.WebGraphQlHandler;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.socket.server.support.OriginHandshakeInterceptor;
import org.springframework.web.socket.server.support.WebSocketHandlerMapping;
import org.springframework.web.socket.server.support.WebSocketHttpRequestHandler;
import tools.jackson.databind.json.JsonMapper;

/** Where WebSockets are opened. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(WebSocketLimits.class)
class WebSocketConfiguration {

    private static final String PATH = "/graphql/ws";

    // Before that of the requests over HTTP.
    private static final int ORDER = -2;

    @Bean
    WebSocketHandlerMapping webSocketMapping(
            WebSocketHandler handler,
            WebSocketConnections connections,
            WebGraphQlHandler graphQl,
            GraphQlCorsProperties cors,
            JsonMapper json) {
        WebSocketHttpRequestHandler requests = new WebSocketHttpRequestHandler(
                handler, new WebSocketHandshake(connections, graphQl.contextSnapshotFactory(), json));
        requests.setHandshakeInterceptors(List.of(origins(cors)));
        WebSocketHandlerMapping mapping = new WebSocketHandlerMapping();
        mapping.setWebSocketUpgradeMatch(true);
        mapping.setUrlMap(Map.of(PATH, requests));
        mapping.setOrder(ORDER);
        return mapping;
    }

    /** Without listed origins only pages of the same origin may connect. */
    private static OriginHandshakeInterceptor origins(GraphQlCorsProperties cors) {
        OriginHandshakeInterceptor origins = new OriginHandshakeInterceptor();
        CorsConfiguration listed = cors.toCorsConfiguration();
        if (listed != null && listed.getAllowedOrigins() != null) {
            origins.setAllowedOrigins(listed.getAllowedOrigins());
        }
        if (listed != null && listed.getAllowedOriginPatterns() != null) {
            origins.setAllowedOriginPatterns(listed.getAllowedOriginPatterns());
        }
        return origins;
    }
}
