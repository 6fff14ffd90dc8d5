// SPDX-License-Identifier: Apache-2.0
package io.mainstay.search.internal.elasticsearch;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the search engine is.
 *
 * @param uris the cluster's nodes
 * @param username empty for a cluster without authentication
 * @param indexPrefix what the names of indexes begin with, so that several installations can share a cluster
 * @param connectTimeout how long to wait for a connection
 * @param searchTimeout how long to wait for the answer to a search before Neo4j is asked instead
 * @param writeTimeout how long to wait for the answer to everything else
 */
@ConfigurationProperties("mainstay.elasticsearch")
record ElasticsearchProperties(
        @DefaultValue("http://localhost:9200") List<URI> uris,
        @DefaultValue("") String username,
        @DefaultValue("") String password,
        @DefaultValue("mainstay") String indexPrefix,
        @DefaultValue("2s") Duration connectTimeout,
        @DefaultValue("3s") Duration searchTimeout,
        @DefaultValue("30s") Duration writeTimeout) {

    ElasticsearchProperties {
        uris = List.copyOf(uris);
    }
}
