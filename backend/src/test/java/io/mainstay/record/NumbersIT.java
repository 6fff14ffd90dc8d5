// SPDX-License-Identifier: Apache-2.0
package io.mainstay.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.mainstay.platform.work.UnitOfWork;
import io.mainstay.record.internal.NumberBlocks;
import io.mainstay.support.IntegrationTest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@IntegrationTest
class NumbersIT {

    @Autowired
    private Numbers numbers;

    @Autowired
    private NumberBlocks blocks;

    @Autowired
    private UnitOfWork work;

    @Test
    void shouldGiveNumbersOfSevenDigitsAfterThePrefix() {
        assertThat(numbers.next("INC")).matches("INC\\d{7}");
    }

    @Test
    void shouldRefuseAPrefixThatIsNone() {
        assertThatIllegalArgumentException().isThrownBy(() -> numbers.next("inc"));
    }

    @Test
    void shouldNotReserveInsideAUnitOfWorkThatCouldBeRolledBack() {
        assertThatIllegalStateException().isThrownBy(() -> work.writeRepeatably(() -> blocks.reserve("TST", 20)));
    }

    /** Each call stands for a process of its own; fails when the statement reads the counter before it sets the lock. */
    @Test
    void shouldNeverReserveANumberTwice() throws Exception {
        List<Callable<Long>> processes = new ArrayList<>();
        for (int process = 0; process < 60; process++) {
            processes.add(() -> blocks.reserve("CON", 5));
        }
        List<Long> firsts = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Long> first : threads.invokeAll(processes)) {
                firsts.add(first.get());
            }
        }
        long smallest = Collections.min(firsts);
        assertThat(firsts)
                .containsExactlyInAnyOrderElementsOf(LongStream.range(0, 60)
                        .mapToObj(block -> smallest + 5 * block)
                        .toList());
    }
}
