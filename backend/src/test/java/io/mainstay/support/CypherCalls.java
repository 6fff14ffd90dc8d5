// SPDX-License-Identifier: Apache-2.0
package io.mainstay.support;

import io.mainstay.platform.cypher.CypherListener;
import io.mainstay.platform.observability.RequestIdFilter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Counts the statements that requests and the test itself ran, so that tests can show that their number does not grow
 * with the rows. What consumers, timers and jobs run meanwhile belongs to neither and is left out.
 */
public final class CypherCalls implements CypherListener {

    private final List<String> statements = new ArrayList<>();
    private @Nullable Thread test;

    @Override
    public synchronized void ran(String statement, long nanos, boolean failed) {
        if (MDC.get(RequestIdFilter.KEY) != null || Thread.currentThread().equals(test)) {
            statements.add(statement);
        }
    }

    /** Begins anew, for the test on this thread. */
    public synchronized void reset() {
        test = Thread.currentThread();
        statements.clear();
    }

    /** The statements that ran since the last reset and whose name begins with one of the prefixes, in order. */
    public synchronized List<String> since(String... prefixes) {
        return statements.stream()
                .filter(statement -> List.of(prefixes).stream().anyMatch(statement::startsWith))
                .toList();
    }

    /**
     * The statements that ran more often for more rows: once more for at least every other row. Fields that are ready together
     * share a batch, and not always the same ones are, so that how many batches there are varies a little from request to request.
     *
     * @param rows how many more rows there were
     */
    public static List<String> growing(List<String> few, List<String> many, int rows) {
        return many.stream()
                .distinct()
                .filter(statement ->
                        2 * (Collections.frequency(many, statement) - Collections.frequency(few, statement)) >= rows)
                .toList();
    }

    /**
     * How often the statement that ran most often since the last reset did so. What a query reads for each row runs as
     * often as there are rows; what it reads in batches a few times, and not always equally often, because fields that are
     * ready together share a batch.
     */
    public synchronized int mostRepeated(String... prefixes) {
        return since(prefixes).stream()
                .collect(Collectors.groupingBy(statement -> statement, Collectors.summingInt(_ -> 1)))
                .values()
                .stream()
                .mapToInt(Integer::intValue)
                .max()
                .orElse(0);
    }
}
