// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.cmdb.CiLifecycle;
import io.mainstay.cmdb.ConfigurationItem;
import io.mainstay.cmdb.GraphEdit;
import io.mainstay.cmdb.OperationalStatus;
import io.mainstay.kernel.Confidentiality;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GraphEditBaseTest {

    @Test
    void shouldRestOnTheVersionOnlyIfTheEditSetsIt() {
        GraphEdit.Base base = GraphEditBase.of(item(Map.of("version", "4.1.0", "memoryMb", 64L), 1));

        ConfigurationItem deployed = item(Map.of("version", "4.2.0", "memoryMb", 64L), 2);
        assertThat(GraphEditBase.differing(base, deployed, false)).isEmpty();
        assertThat(GraphEditBase.differing(base, deployed, true)).containsExactly("attributes.version");

        ConfigurationItem changed = item(Map.of("memoryMb", 128L), 2);
        assertThat(GraphEditBase.differing(base, changed, false)).containsExactly("attributes.memoryMb");
        assertThat(GraphEditBase.differing(base, changed, true))
                .containsExactly("attributes.memoryMb", "attributes.version");
    }

    private static ConfigurationItem item(Map<String, Object> attributes, int revision) {
        return new ConfigurationItem(
                "id",
                "CI1",
                "name",
                null,
                "server",
                CiLifecycle.LIVE,
                OperationalStatus.UP,
                null,
                null,
                null,
                "plant",
                Confidentiality.PUBLIC_INTERNAL,
                null,
                null,
                false,
                attributes,
                Map.of(),
                null,
                revision,
                revision,
                Instant.EPOCH,
                Instant.EPOCH);
    }
}
