// SPDX-License-Identifier: Apache-2.0
package io.mainstay.bench;

import io.mainstay.bench.Meter.Operation;
import io.mainstay.bench.Meter.Outcome;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Something that is measured. */
public interface Scenario {

    String name();

    List<Result> measure(World world);

    /**
     * A line of the table.
     *
     * @param goal what it was meant to be, as text
     * @param bare the same done without Mainstay; null if there is no such thing
     */
    record Result(
            String name,
            String goal,
            Outcome ours,
            @Nullable Outcome bare) {}

    /**
     * Something that clients repeat.
     *
     * @param ours how they do it through the API
     * @param bare how they do it without: the same nodes by one transaction, the query alone, the search engine itself
     */
    record Repeated(
            String name,
            String goal,
            Function<World, Operation> ours,
            @Nullable Function<World, Operation> bare) implements Scenario {

        @Override
        public List<Result> measure(World world) {
            Outcome outcome = world.measure(tried(ours.apply(world)));
            Outcome beside = bare == null ? null : world.measure(tried(bare.apply(world)));
            return List.of(new Result(name, goal, outcome, beside));
        }

        /** Once before it is measured: how often a second it is refused, nobody wants to know. */
        private Operation tried(Operation operation) {
            try {
                operation.run(0);
                return operation;
            } catch (Exception e) {
                throw new IllegalStateException("The scenario " + name + " fails: " + e.getMessage(), e);
            }
        }
    }
}
