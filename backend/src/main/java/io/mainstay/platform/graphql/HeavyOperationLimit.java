// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.graphql;

import graphql.ExecutionResult;
import graphql.GraphQLContext;
import graphql.execution.AbortExecutionException;
import graphql.execution.ExecutionContext;
import graphql.execution.instrumentation.InstrumentationContext;
import graphql.execution.instrumentation.InstrumentationState;
import graphql.execution.instrumentation.SimpleInstrumentationContext;
import graphql.execution.instrumentation.SimplePerformantInstrumentation;
import graphql.execution.instrumentation.parameters.InstrumentationCreateStateParameters;
import graphql.execution.instrumentation.parameters.InstrumentationExecuteOperationParameters;
import graphql.execution.instrumentation.parameters.InstrumentationExecutionParameters;
import graphql.language.OperationDefinition;
import io.mainstay.kernel.Principal;
import io.mainstay.platform.database.FairSemaphore;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Bounds how many operations that cost much run at once, of one principal and of all, so that light ones pass beside them.
 * One that finds no room waits for its turn, for a fifth of the time that a request has. Of a subscription, each event of which
 * would cost that much, none begins.
 */
@Component
final class HeavyOperationLimit extends SimplePerformantInstrumentation {

    private final int cost;
    private final Duration patience;
    private final FairSemaphore gate;
    private final Counter refused;

    HeavyOperationLimit(GraphQlLimits limits, MeterRegistry meters) {
        this.cost = limits.heavyCost();
        this.patience = limits.timeout().dividedBy(5);
        this.gate = new FairSemaphore(limits.heavyAtOnce(), limits.heavyOfPersonAtOnce());
        this.refused = Counter.builder("mainstay.graphql.heavy.refused")
                .description("Operations that cost much and found no room in time")
                .register(meters);
        Gauge.builder("mainstay.graphql.heavy.running", gate, FairSemaphore::inside)
                .description("Operations that cost much and run")
                .register(meters);
        Gauge.builder("mainstay.graphql.heavy.waiting", gate, FairSemaphore::waiting)
                .description("Operations that cost much and wait for their turn")
                .register(meters);
    }

    /** What an execution has to give back, which it does however it ends. */
    @Override
    public InstrumentationState createState(InstrumentationCreateStateParameters parameters) {
        return new Place();
    }

    @Override
    public InstrumentationContext<ExecutionResult> beginExecution(
            InstrumentationExecutionParameters parameters, InstrumentationState state) {
        return SimpleInstrumentationContext.whenCompleted((_, _) -> ((Place) state).giveBack());
    }

    /** Waits for room on this thread if the operation is heavy. */
    @Override
    public @Nullable InstrumentationContext<ExecutionResult> beginExecuteOperation(
            InstrumentationExecuteOperationParameters parameters, InstrumentationState state) {
        ExecutionContext execution = parameters.getExecutionContext();
        GraphQLContext context = execution.getGraphQLContext();
        long operationCost = context.getOrDefault(PreparedDocuments.COST, 0L);
        if (operationCost < cost) {
            return SimpleInstrumentationContext.noOp();
        }
        if (execution.getOperationDefinition().getOperation() == OperationDefinition.Operation.SUBSCRIPTION) {
            throw new AbortExecutionException("Each event of the subscription would cost " + operationCost
                    + ", which must be less than " + cost + ". Ask for less, and read the rest by a query.");
        }
        Principal principal = context.get(PrincipalInterceptor.PRINCIPAL);
        enter(principal.personId());
        ((Place) state).take(() -> leave(principal.personId()));
        return SimpleInstrumentationContext.noOp();
    }

    /** @throws TooBusyException if there is no room in time */
    void enter(String personId) {
        try {
            if (gate.enter(personId, patience)) {
                return;
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        refused.increment();
        throw new TooBusyException(
                "Too many operations that cost much run now. Wait, ask for less at once, or one after the other.");
    }

    void leave(String personId) {
        gate.leave(personId);
    }

    int running() {
        return gate.inside();
    }

    int waiting() {
        return gate.waiting();
    }

    private static final class Place implements InstrumentationState {

        private final AtomicReference<@Nullable Runnable> leaving = new AtomicReference<>();

        void take(Runnable leave) {
            leaving.set(leave);
        }

        void giveBack() {
            Runnable leave = leaving.getAndSet(null);
            if (leave != null) {
                leave.run();
            }
        }
    }
}
