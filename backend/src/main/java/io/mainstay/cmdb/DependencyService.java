// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb;

import io.mainstay.cmdb.internal.DependencyGraphs;
import io.mainstay.cmdb.internal.DependencyGraphs.Direction;
import io.mainstay.cmdb.internal.DependencyWalk;
import io.mainstay.cmdb.internal.store.ConfigurationItemStore;
import io.mainstay.kernel.BadArgumentException;
import io.mainstay.kernel.BusinessClock;
import io.mainstay.kernel.Permission;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.RefusedException;
import io.mainstay.kernel.SystemClock;
import io.mainstay.kernel.Visibility;
import io.mainstay.platform.work.UnitOfWork;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Shows what a CI depends on and what depends on it. */
@Service
public final class DependencyService {

    public static final int DEFAULT_DEPTH = 3;
    public static final int MAX_DEPTH = 20;

    /** How many CIs one side of a tree may have. */
    public static final int MAX_CIS = 5_000;

    /** How many relations one side of a tree may have. */
    public static final int MAX_LINKS = 5_000;

    private final DependencyGraphs graphs;
    private final ConfigurationItemStore items;
    private final UnitOfWork work;
    private final BusinessClock clock;
    private final SystemClock systemClock;

    DependencyService(
            DependencyGraphs graphs,
            ConfigurationItemStore items,
            UnitOfWork work,
            BusinessClock clock,
            SystemClock systemClock) {
        this.graphs = graphs;
        this.items = items;
        this.work = work;
        this.clock = clock;
        this.systemClock = systemClock;
    }

    /**
     * The tree around a CI, with one database call for each level and side and one more.
     *
     * @throws BadArgumentException if a part of the question is out of its range
     * @throws RefusedException with NOT_FOUND if the CI does not exist or is not visible
     */
    public DependencyTree tree(Principal principal, DependencyQuestion question) {
        principal.require(Permission.CI_READ);
        check(question);
        return work.read(() -> {
            ConfigurationItem middle = items.byIds(List.of(question.ciId()), principal.visibility())
                    .get(question.ciId());
            if (middle == null) {
                throw RefusedException.notFound("Configuration item", question.ciId(), "ciId");
            }
            BooleanSupplier outOfTime = outOfTime(question);
            return new DependencyTree(
                    question.ciId(),
                    side(question, Direction.DOWN, principal.visibility(), outOfTime),
                    side(question, Direction.UP, principal.visibility(), outOfTime),
                    question.asOf() != null && middle.createdAt().isAfter(question.asOf()));
        });
    }

    private DependencyTree.Side side(
            DependencyQuestion question, Direction direction, Visibility visibility, BooleanSupplier outOfTime) {
        DependencyWalk.Level level =
                (fromIds, limit) -> graphs.links(fromIds, direction, question.asOf(), visibility, limit);
        return new DependencyWalk(
                        direction, level, Objects.requireNonNullElse(question.maxCis(), MAX_CIS), MAX_LINKS, outOfTime)
                .from(question.ciId(), Objects.requireNonNullElse(question.depth(), DEFAULT_DEPTH));
    }

    private BooleanSupplier outOfTime(DependencyQuestion question) {
        long startedAt = systemClock.nanoTime();
        long budget = Duration.ofMillis(
                        Objects.requireNonNullElse(question.timeBudgetMs(), ImpactService.DEFAULT_TIME_BUDGET_MS))
                .toNanos();
        return () -> systemClock.nanoTime() - startedAt > budget;
    }

    private void check(DependencyQuestion question) {
        checkRange("depth", question.depth(), MAX_DEPTH);
        checkRange("maxCis", question.maxCis(), MAX_CIS);
        checkRange("timeBudgetMs", question.timeBudgetMs(), ImpactService.GREATEST_TIME_BUDGET_MS);
        if (question.asOf() != null && question.asOf().isAfter(clock.now())) {
            throw new BadArgumentException("asOf", "an instant that is not in the future");
        }
    }

    private static void checkRange(String field, @Nullable Integer value, int greatest) {
        if (value != null && (value < 1 || value > greatest)) {
            throw new BadArgumentException(field, "between 1 and " + greatest);
        }
    }
}
