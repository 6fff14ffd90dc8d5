// SPDX-License-Identifier: Apache-2.0
package io.mainstay.identity.internal.keycloak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.preinitialize.BackgroundPreinitializer;
import org.springframework.core.io.support.SpringFactoriesLoader;

/** Spring Boot ignores what fails in the background: starts would be slower and nobody would notice. */
class KeycloakPreinitializerTest {

    @Test
    void shouldMakeAClientWithoutAServer() {
        assertThatCode(() -> new KeycloakPreinitializer().preinitialize()).doesNotThrowAnyException();
    }

    @Test
    void shouldBeRunBySpringBoot() {
        assertThat(SpringFactoriesLoader.forDefaultResourceLocation().load(BackgroundPreinitializer.class))
                .anyMatch(KeycloakPreinitializer.class::isInstance);
    }
}
