// SPDX-License-Identifier: Apache-2.0
package io.mainstay.support;

import java.util.Map;

/** A way to start Neo4j, Elasticsearch and Keycloak with Mainstay's realm for the tests of one virtual machine, and to end them with it. */
public interface TestServers {

    /** Starts the servers and returns once they answer: addresses and credentials by the names of {@link TestStack}. */
    Map<String, String> start();
}
