package io.mainstay.platform.graphql;

import graphql.ExecutionResult;
import graphql.execution.AbortExecutionException;
import graphql.execution.ExecutionContext;
import graphql.execution.instrumentation.InstrumentationContext;
import graphql.execution.instrumentation.InstrumentationState;
import graphql.execution.instrumentation.SimpleInstrumentationContext;
import graphql.execution.instrumentation.SimplePerformantInstrumentation;
import graphql.execution.instrumentation.parameters.InstrumentationExecuteOperationParameters;
import graphql.language.Document;
import graphql.language.Field;
import graphql.language.Node;
import graphql.normalized.ExecutableNormalizedOperation;
import graphql.normalized.ExecutableNormalizedOperationFactory;
import io.mainstay.kernel.Principal;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayDeque;
import java.util.Deque;
import org.springframework.stereotype.Component;

/** Refuses an operation that asks for too much before any of it runs. */
@Component
final class QueryLimits extends SimplePerformantInstrumentation {

    private final GraphQlLimits limits;
    private final HeavyWork heavyWork;
    private final DistributionSummary costs;

    QueryLimits(GraphQlLimits limits, HeavyWork heavyWork, MeterRegistry meters) {
        this.limits = limits;
        this.heavyWork = heavyWork;
        this.costs = DistributionSummary.builder("mainstay.graphql.cost")
                .description("What operations cost")
                .register(meters);
    }

    @Override
    public InstrumentationContext<ExecutionResult> beginExecuteOperation(
            InstrumentationExecuteOperationParameters parameters, InstrumentationState state) {
        ExecutionContext context = parameters.getExecutionContext();
        refuseManyAliases(context.getDocument());
        ExecutableNormalizedOperation operation =
                ExecutableNormalizedOperationFactory.createExecutableNormalizedOperation(
                        context.getGraphQLSchema(),
                        context.getOperationDefinition(),
                        context.getFragmentsByName(),
                        context.getCoercedVariables(),
                        ExecutableNormalizedOperationFactory.Options.defaultOptions()
                                .maxFieldsCount(limits.fields()));
        long cost = QueryCost.of(operation.getTopLevelFields(), context.getGraphQLSchema(), limits);
        costs.record(cost);
        Principal principal = context.getGraphQLContext().get(PrincipalInterceptor.PRINCIPAL);
        Runnable end = heavyWork.begin(principal.personId(), cost);
        return SimpleInstrumentationContext.whenCompleted((_, _) -> end.run());
    }

    private void refuseManyAliases(Document document) {
        int aliases = 0;
        Deque<Node<?>> open = new ArrayDeque<>();
        open.add(document);
        while (!open.isEmpty()) {
            Node<?> node = open.remove();
            if (node instanceof Field field && field.getAlias() != null) {
                aliases++;
            }
            node.getChildren().forEach(open::add);
        }
        if (aliases > limits.aliases()) {
            throw new AbortExecutionException("The document has more than " + limits.aliases() + " aliases.");
        }
    }
}
