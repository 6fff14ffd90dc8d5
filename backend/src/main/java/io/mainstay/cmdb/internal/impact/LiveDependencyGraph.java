// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb.internal.impact;

import java.util.Collection;
import java.util.List;

/** The relations that carry failure as they are now, which can be followed both ways. */
public interface LiveDependencyGraph extends DependencyGraph {

    /**
     * Those of the CIs that are known, each with everything that it depends on; one that depends on nothing may be absent.
     *
     * @param ciIds the CIs of one level
     */
    List<Dependent> dependenciesOf(Collection<String> ciIds);
}
