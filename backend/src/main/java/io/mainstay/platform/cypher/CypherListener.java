// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.cypher;

/** Hears of every statement that was run; meters and tests that count database calls listen. */
public interface CypherListener {

    /** @param failed whether the statement ended in an error */
    void ran(String statement, long nanos, boolean failed);
}
