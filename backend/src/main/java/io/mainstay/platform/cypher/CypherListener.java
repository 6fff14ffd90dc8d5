// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.cypher;

/** A listener that is called after every statement; for meters, and tests that count database calls. */
public interface CypherListener {

    /** @param failed whether the statement ended in an error */
    void ran(String statement, long nanos, boolean failed);
}
