// SPDX-License-Identifier: Apache-2.0
package io.mainstay.architecture;

import io.mainstay.MainstayApplication;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

/** The capabilities depend on each other only as their {@code package-info} allows, and without cycles. */
class ModularityTest {

    @Test
    void shouldKeepDirectionOfDependencies() {
        ApplicationModules.of(MainstayApplication.class).verify();
    }
}
