// SPDX-License-Identifier: Apache-2.0
package io.mainstay.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class Neo4jMemoryTest {

    @ParameterizedTest
    @CsvSource({"1000, 512, 128", "4096, 512, 256", "24576, 1536, 1536", "1048576, 8192, 32768"})
    void shouldFollowTheMachineWithinBounds(long machine, long heap, long pageCache) {
        assertThat(Neo4jMemory.of(machine)).isEqualTo(new Neo4jMemory(heap, pageCache));
    }

    /** Without them it can stand still; the chart gives the same, which a test of the deployment compares. */
    @Test
    void shouldGiveTheDatabaseCarriersOfVirtualThreads() {
        assertThat(Neo4j.options(Neo4jMemory.SMALL))
                .contains("-Djdk.virtualThreadScheduler.parallelism=64", "-Xmx" + Neo4jMemory.SMALL.heap() + "m");
    }

    @Test
    void shouldKnowTheMemoryOfTheMachine() {
        assertThat(Memory.machineMebibytes()).isGreaterThan(512);
    }
}
