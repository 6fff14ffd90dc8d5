/**
 * Starts the real servers that Mainstay stands on, as child processes, for {@code ./mainstay up} and for tests: Neo4j,
 * Elasticsearch, Keycloak and, on request, the backend. No containers, no root, no dependency outside the JDK.
 */
@NullMarked
package io.mainstay.localstack;

import org.jspecify.annotations.NullMarked;
