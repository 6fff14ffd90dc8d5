// SPDX-License-Identifier: Apache-2.0
package io.mainstay.support;

import java.util.Map;
import java.util.ServiceLoader;

/**
 * The real servers that integration tests run against. Their addresses come from the environment, by the same names that
 * the backend reads; without them they are started once for all tests of the build: as containers with {@code -Pcontainers},
 * else as the local stack, on free ports.
 */
public final class TestStack {

    /** By the name that Keycloak reads it by; no backend is given it. */
    public static final String KEYCLOAK_ADMIN_PASSWORD = "KC_BOOTSTRAP_ADMIN_PASSWORD";

    private static final String NEO4J_URI = "MAINSTAY_NEO4J_URI";

    private TestStack() {}

    /** Addresses and credentials by the names of environment variables. */
    public static Map<String, String> addresses() {
        return Holder.ADDRESSES;
    }

    public static String address(String name) {
        String value = addresses().get(name);
        if (value == null) {
            throw new IllegalStateException("The test stack has no " + name + "; it has "
                    + addresses().keySet().stream().sorted().toList());
        }
        return value;
    }

    private static final class Holder {
        private static final Map<String, String> ADDRESSES =
                System.getenv(NEO4J_URI) == null ? servers().start() : System.getenv();

        private static TestServers servers() {
            return ServiceLoader.load(TestServers.class).findFirst().orElseGet(LocalStackProcess::new);
        }
    }
}
