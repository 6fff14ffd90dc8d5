// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mainstay.kernel.Ids;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.RefusedException;
import io.mainstay.kernel.UserErrorCode;
import io.mainstay.support.IntegrationTest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@IntegrationTest
class IdempotencyIT {

    private static final int CALLERS = 16;

    @Autowired
    private UnitOfWork work;

    @Autowired
    private Idempotency idempotency;

    @Test
    void shouldLetOneOfManyConcurrentRequestsWin() throws Exception {
        List<Callable<String>> callers = new ArrayList<>();
        for (int caller = 0; caller < CALLERS; caller++) {
            callers.add(() -> {
                String own = Ids.next();
                return claim("concurrent", "request", own).orElse(own);
            });
        }
        Set<String> results = new HashSet<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<String> result : threads.invokeAll(callers)) {
                results.add(result.get());
            }
        }

        assertThat(results).hasSize(1);
    }

    @Test
    void shouldAnswerARepeatedRequestWithTheFirstResult() {
        String first = Ids.next();

        assertThat(claim("repeated", "request", first)).isEmpty();
        assertThat(claim("repeated", "request", Ids.next())).contains(first);
    }

    @Test
    void shouldRefuseAKeyForADifferentRequest() {
        claim("reused", "request", Ids.next());

        assertThatThrownBy(() -> claim("reused", "another request", Ids.next()))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.errors()).singleElement().satisfies(error -> {
                            assertThat(error.code()).isEqualTo(UserErrorCode.IDEMPOTENCY_KEY_REUSED);
                            assertThat(error.field()).containsExactly("idempotencyKey");
                        }));
    }

    @Test
    void shouldForgetAClaimWhoseUnitOfWorkFailed() {
        assertThatThrownBy(() -> work.writeRepeatably(() -> {
                    idempotency.claim(Principal.SYSTEM, "test", "failed", "request", Ids.next());
                    throw new IllegalStateException("fails after the claim");
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(claim("failed", "another request", Ids.next())).isEmpty();
    }

    @Test
    void shouldRefuseAnEmptyAndATooLongKey() {
        assertThatThrownBy(() -> claim(" ", "request", Ids.next())).isInstanceOf(RefusedException.class);
        assertThatThrownBy(() -> claim("x".repeat(201), "request", Ids.next())).isInstanceOf(RefusedException.class);
    }

    private Optional<String> claim(String key, String request, String resultId) {
        return work.writeRepeatably(() -> idempotency.claim(Principal.SYSTEM, "test", key, request, resultId));
    }
}
