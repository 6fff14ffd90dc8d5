// SPDX-License-Identifier: Apache-2.0
package io.mainstay.identity.internal.keycloak;

import jakarta.ws.rs.client.Client;
import java.time.Duration;
import org.springframework.boot.autoconfigure.preinitialize.BackgroundPreinitializer;

/**
 * Makes a client that asks nobody, beside the start of the application: the classes, the services that they look for and the
 * JDK's trust store are ready when the application makes its own. Spring Boot runs this only if there is a second processor.
 */
final class KeycloakPreinitializer implements BackgroundPreinitializer {

    @Override
    public void preinitialize() {
        try (Client client = KeycloakConfiguration.client(Duration.ofSeconds(1), Duration.ofSeconds(1))) {
            client.target("http://localhost");
        }
    }
}
