package io.mainstay.support;

import io.mainstay.platform.cypher.CypherListener;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Counts the statements that ran, so that tests can show that their number does not grow with the rows. Background work
 * runs statements too: count those of a capability by prefix.
 */
public final class CypherCalls implements CypherListener {

    private final List<String> statements = new ArrayList<>();

    @Override
    public synchronized void ran(String statement, long nanos, boolean failed) {
        statements.add(statement);
    }

    public synchronized void reset() {
        statements.clear();
    }

    /** The statements that ran since the last reset and whose name begins with one of the prefixes, in order. */
    public synchronized List<String> since(String... prefixes) {
        return statements.stream()
                .filter(statement -> List.of(prefixes).stream().anyMatch(statement::startsWith))
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
