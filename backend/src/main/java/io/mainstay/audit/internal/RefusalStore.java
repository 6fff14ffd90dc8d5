// SPDX-License-Identifier: Apache-2.0
package io.mainstay.audit.internal;

/** Numbers the refusals of each principal. */
public interface RefusalStore {

    /** The next sequence of a chain, under the chain's lock until the unit of work ends. */
    int nextSequence(String chainId);
}
