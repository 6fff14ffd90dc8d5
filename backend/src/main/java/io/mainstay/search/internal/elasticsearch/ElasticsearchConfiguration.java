// SPDX-License-Identifier: Apache-2.0
package io.mainstay.search.internal.elasticsearch;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import co.elastic.clients.json.jackson.Jackson3JsonpMapper;
import co.elastic.clients.transport.rest5_client.Rest5ClientTransport;
import co.elastic.clients.transport.rest5_client.low_level.Rest5Client;
import co.elastic.clients.transport.rest5_client.low_level.Rest5ClientBuilder;
import io.mainstay.search.internal.SearchIndex;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.message.BasicHeader;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The clients: one that gives up early, for searches, which have a fallback, and one for everything else. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ElasticsearchProperties.class)
class ElasticsearchConfiguration {

    @Bean(destroyMethod = "close")
    ElasticsearchClient searchClient(ElasticsearchProperties properties) {
        return client(properties, properties.searchTimeout());
    }

    @Bean(destroyMethod = "close")
    ElasticsearchClient writeClient(ElasticsearchProperties properties) {
        return client(properties, properties.writeTimeout());
    }

    @Bean
    SearchIndex searchIndex(
            ElasticsearchClient searchClient, ElasticsearchClient writeClient, ElasticsearchProperties properties) {
        return new ElasticsearchSearchIndex(searchClient, writeClient, properties.indexPrefix());
    }

    static ElasticsearchClient client(ElasticsearchProperties properties, Duration answer) {
        Rest5ClientBuilder rest = Rest5Client.builder(properties.uris().toArray(URI[]::new))
                .setConnectionConfigCallback(connection ->
                        connection.setConnectTimeout(properties.connectTimeout().toMillis(), TimeUnit.MILLISECONDS))
                .setRequestConfigCallback(
                        request -> request.setResponseTimeout(answer.toMillis(), TimeUnit.MILLISECONDS));
        if (!properties.username().isEmpty()) {
            rest.setDefaultHeaders(new Header[] {basicAuthentication(properties)});
        }
        return new ElasticsearchClient(new Rest5ClientTransport(rest.build(), new Jackson3JsonpMapper()));
    }

    private static Header basicAuthentication(ElasticsearchProperties properties) {
        String credentials = properties.username() + ':' + properties.password();
        return new BasicHeader(
                "Authorization",
                "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)));
    }
}
