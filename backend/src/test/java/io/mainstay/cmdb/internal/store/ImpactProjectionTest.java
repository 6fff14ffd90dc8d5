// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb.internal.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.cmdb.internal.FailureProjection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class ImpactProjectionTest {

    /** An event that it does not know would have it built anew each time; decide what each new one means for it. */
    @Test
    void shouldKnowEveryEventOfItems() throws IOException {
        List<String> types = Files.readAllLines(Path.of("src/test/resources/event-schemas/events.txt")).stream()
                .filter(line -> line.startsWith("ci."))
                .toList();

        assertThat(Stream.concat(ImpactProjection.UNDERSTOOD.stream(), ImpactProjection.WITHOUT_EFFECT.stream()))
                .containsExactlyInAnyOrderElementsOf(types);
    }

    @Test
    void shouldNotBeThereWhenSwitchedOff() {
        new ApplicationContextRunner()
                .withUserConfiguration(ImpactProjection.class)
                .withPropertyValues("mainstay.impact.projection.enabled=false")
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(FailureProjection.class));
    }
}
