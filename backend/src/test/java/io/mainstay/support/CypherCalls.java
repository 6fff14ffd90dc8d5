package io.mainstay.support;

import io.mainstay.platform.cypher.CypherListener;
import java.util.ArrayList;
import java.util.List;

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
}
