// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb.internal.impact;

import java.util.Collection;
import java.util.List;

/**
 * The relations that carry failure, asked for one level at a time. Only what counts is returned: no ended relation, and
 * nothing of a retired CI.
 */
public interface DependencyGraph {

    /**
     * The CIs that depend directly on any of the given ones. A dependent CI comes once, with all of its relations to the
     * given CIs.
     *
     * @param providers the CIs of one level
     * @param limit at most so many dependent CIs are returned; which ones is open when there are more
     */
    List<Dependent> dependentsOf(Collection<String> providers, int limit);
}
